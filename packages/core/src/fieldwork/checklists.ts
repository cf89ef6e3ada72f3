// What a hazard check looks at, by public-safety field (domain specification §3.4). Codes stay; words may be improved.

export interface ChecklistItem {
  /** `<field>.<number>`, never given to another item. */
  readonly code: string
  readonly zh: string
  readonly en: string
  /** What was found bad must be seen: whoever removes the hazard starts from the photo. */
  readonly photo: boolean
}

export interface Checklist {
  /** 1–15. */
  readonly field: number
  readonly zh: string
  readonly en: string
  readonly items: readonly ChecklistItem[]
}

type Row = readonly [zh: string, en: string, photo?: 'photo']
const list = (field: number, zh: string, en: string, rows: readonly Row[]): Checklist => ({
  field,
  zh,
  en,
  items: rows.map(([words, english, photo], index) => ({
    code: `${field}.${index + 1}`,
    zh: words,
    en: english,
    photo: photo !== undefined,
  })),
})

export const CHECKLISTS: readonly Checklist[] = [
  list(1, '社会治安防控', 'Public order', [
    ['门禁、围栏、单元门完好', 'Gates, fences and entrance doors are whole', 'photo'],
    ['楼道和院内照明正常', 'Lights in stairwells and yards work'],
    ['值守岗亭有人值守', 'The guard post is staffed'],
  ]),
  list(2, '道路交通', 'Road traffic', [
    ['路面、井盖完好', 'Road surface and manhole covers are whole', 'photo'],
    ['交通标志、标线、信号灯清晰有效', 'Signs, markings and signals can be seen and work', 'photo'],
    ['出入口没有占道停放', 'Entrances are free of parked vehicles'],
  ]),
  list(3, '消防', 'Fire safety', [
    ['疏散通道、安全出口畅通', 'Escape routes and exits are free', 'photo'],
    ['消防车通道没有占用', 'The way for fire engines is free', 'photo'],
    ['灭火器、消火栓在位有效', 'Extinguishers and hydrants are in place and valid', 'photo'],
    ['楼道没有堆放杂物', 'Nothing is stored in stairwells', 'photo'],
    ['电动自行车没有进楼充电', 'No electric bicycle is charged indoors', 'photo'],
  ]),
  list(4, '生产经营', 'Places of work', [
    ['安全责任人已公示', 'The person responsible for safety is posted up'],
    ['用电线路没有私拉乱接', 'No makeshift wiring', 'photo'],
    ['危险部位有警示标识', 'Dangerous spots carry warning signs', 'photo'],
  ]),
  list(5, '危险化学品与烟花爆竹', 'Dangerous chemicals and fireworks', [
    ['没有无证存放或销售', 'Nothing is stored or sold without a licence', 'photo'],
    ['储存场所远离住宅和明火', 'Stores are far from dwellings and open fire', 'photo'],
  ]),
  list(6, '建筑施工', 'Building sites', [
    ['围挡、防护网牢固', 'Hoardings and safety nets hold', 'photo'],
    ['脚手架、吊装区域已隔离', 'Scaffolding and lifting areas are closed off', 'photo'],
    ['渣土车没有遗撒', 'Lorries spill nothing'],
  ]),
  list(7, '城镇燃气', 'Gas', [
    ['装有燃气泄漏报警器并通电', 'A gas alarm is fitted and switched on', 'photo'],
    ['软管没有老化、穿墙或过长', 'The hose is not worn, through a wall or too long', 'photo'],
    ['气瓶没有放在地下室或卧室', 'No cylinder in basements or bedrooms', 'photo'],
  ]),
  list(8, '特种设备（含电梯）', 'Lifts and special equipment', [
    ['检验合格标志在有效期内', 'The inspection mark is valid', 'photo'],
    ['电梯紧急呼叫有人应答', 'The emergency call of the lift is answered'],
    ['运行没有异响、异常停层', 'It runs without odd noises or stops'],
  ]),
  list(9, '食品药品', 'Food and medicine', [
    ['证照在有效期内并公示', 'Licences are valid and posted up'],
    ['没有过期食品、药品', 'No food or medicine past its date', 'photo'],
    ['后厨清洁、有防鼠防蝇设施', 'The kitchen is clean and kept from pests', 'photo'],
  ]),
  list(10, '校园及周边', 'Around schools', [
    ['上下学时段校门有人护导', 'The gate is attended when children come and go'],
    ['周边没有占道经营和违停', 'No stalls or parked vehicles around the gate', 'photo'],
    ['硬质隔离和减速设施完好', 'Barriers and speed bumps are whole', 'photo'],
  ]),
  list(11, '寄递物流', 'Parcels and freight', [
    ['收寄验视、实名、安检已落实', 'Parcels are looked at, registered and screened'],
    ['没有占用消防通道分拣', 'No sorting on escape routes', 'photo'],
  ]),
  list(12, '大型活动与人员密集场所', 'Crowded places', [
    ['最大承载人数已公示并控制', 'The greatest number of people is posted up and kept to'],
    ['应急出口有标识并能打开', 'Emergency exits are marked and open', 'photo'],
    ['应急照明正常', 'Emergency lights work', 'photo'],
  ]),
  list(13, '公共卫生', 'Public health', [
    ['垃圾日产日清、没有积存', 'Waste is taken away daily', 'photo'],
    ['没有积水和蚊蝇孳生', 'No standing water that breeds insects', 'photo'],
    ['公共厕所清洁', 'Public toilets are clean'],
  ]),
  list(14, '自然灾害', 'Natural hazards', [
    ['排水口、雨箅子畅通', 'Drains are free', 'photo'],
    ['低洼处、地下空间有挡水物资', 'Low places and basements have flood barriers at hand'],
    ['广告牌、檐口积雪和冰柱没有坠落危险', 'Signs, snow and icicles cannot fall', 'photo'],
    ['危树、危墙、边坡没有异常', 'Trees, walls and slopes are stable', 'photo'],
  ]),
  list(15, '城市生命线与护路护线', 'Lifelines and lines', [
    ['供水、供热没有跑冒滴漏', 'Water and heating do not leak', 'photo'],
    ['电力、通信线缆没有垂落', 'No power or telecommunication cable hangs down', 'photo'],
    ['铁路、油气管线保护区内没有施工', 'No digging near railways and pipelines', 'photo'],
  ]),
]

export const checklistOf = (field: number): Checklist | undefined =>
  CHECKLISTS.find((one) => one.field === field)
