/** Notices without a network, and how the device is comfortable to use. */
export const comfort = {
  told: {
    fromDevice:
      'Notices of the last 30 days on this device, as of {at}. What you read is told to the centre later.',
  },
  look: {
    kept: 'Kept on this device only',
    'theme.auto': 'As the phone',
    'theme.light': 'Light',
    'theme.dark': 'Dark',
    'theme.daylight': 'Daylight, high contrast',
    size: 'Text size',
    'sizes.usual': 'Usual',
    'sizes.large': 'Large',
    'sizes.largest': 'Largest',
    buzz: 'Vibrate when something was sent or came back',
  },
}
