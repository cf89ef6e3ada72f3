/** Notices without a network, and how the device is comfortable to use. */
export const comfort = {
  told: {
    fromDevice:
      'No network. These are the notices of the last 30 days on this device, as of {at}; what you read is told to the centre later.',
  },
}
