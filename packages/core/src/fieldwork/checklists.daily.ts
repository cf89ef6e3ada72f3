// Checklists of food, schools, parcels, crowds, health, weather and lifelines: fields 9 to 15.
import { type Checklist, list } from './checklist.ts'

export const DAILY: readonly Checklist[] = [
  list(9, '食品药品', 'Food and medicine', [
    [
      '证照在有效期内并公示',
      'Licences are valid and posted up',
      '证照过期或未公示',
      'Licences are out of date or not posted up',
    ],
    [
      '没有过期食品、药品',
      'No food or medicine past its date',
      '有过期食品或药品',
      'Food or medicine is past its date',
      'photo',
    ],
    [
      '后厨清洁、有防鼠防蝇设施',
      'The kitchen is clean and kept from pests',
      '后厨不洁或缺少防鼠防蝇设施',
      'The kitchen is dirty or open to pests',
      'photo',
    ],
  ]),
  list(10, '校园及周边', 'Around schools', [
    [
      '上下学时段校门有人护导',
      'The gate is attended when children come and go',
      '上下学时段校门无人护导',
      'The gate is not attended when children come and go',
    ],
    [
      '周边没有占道经营和违停',
      'No stalls or parked vehicles around the gate',
      '校园周边占道经营或违停',
      'Stalls or parked vehicles block the surroundings of the gate',
      'photo',
    ],
    [
      '硬质隔离和减速设施完好',
      'Barriers and speed bumps are whole',
      '硬质隔离或减速设施损坏',
      'A barrier or speed bump is damaged',
      'photo',
    ],
  ]),
  list(11, '寄递物流', 'Parcels and freight', [
    [
      '收寄验视、实名、安检已落实',
      'Parcels are looked at, registered and screened',
      '收寄验视、实名或安检未落实',
      'Parcels are not looked at, registered or screened',
    ],
    [
      '没有占用消防通道分拣',
      'No sorting on escape routes',
      '占用消防通道分拣',
      'Parcels are sorted on an escape route',
      'photo',
    ],
  ]),
  list(12, '大型活动与人员密集场所', 'Crowded places', [
    [
      '最大承载人数已公示并控制',
      'The greatest number of people is posted up and kept to',
      '最大承载人数未公示或超出',
      'The greatest number of people is not posted up or exceeded',
    ],
    [
      '应急出口有标识并能打开',
      'Emergency exits are marked and open',
      '应急出口无标识或打不开',
      'An emergency exit is unmarked or does not open',
      'photo',
    ],
    ['应急照明正常', 'Emergency lights work', '应急照明失效', 'Emergency lights do not work', 'photo'],
  ]),
  list(13, '公共卫生', 'Public health', [
    ['垃圾日产日清、没有积存', 'Waste is taken away daily', '垃圾积存', 'Waste has piled up', 'photo'],
    [
      '没有积水和蚊蝇孳生',
      'No standing water that breeds insects',
      '积水或蚊蝇孳生',
      'Standing water breeds insects',
      'photo',
    ],
    ['公共厕所清洁', 'Public toilets are clean', '公共厕所不洁', 'A public toilet is dirty'],
  ]),
  list(14, '自然灾害', 'Natural hazards', [
    ['排水口、雨箅子畅通', 'Drains are free', '排水口或雨箅子堵塞', 'A drain is blocked', 'photo'],
    [
      '低洼处、地下空间有挡水物资',
      'Low places and basements have flood barriers at hand',
      '低洼处或地下空间缺少挡水物资',
      'A low place or basement has no flood barriers at hand',
    ],
    [
      '广告牌、檐口积雪和冰柱没有坠落危险',
      'Signs, snow and icicles cannot fall',
      '广告牌、积雪或冰柱有坠落危险',
      'A sign, snow or icicles may fall',
      'photo',
    ],
    [
      '危树、危墙、边坡没有异常',
      'Trees, walls and slopes are stable',
      '树木、墙体或边坡有倒塌危险',
      'A tree, wall or slope may give way',
      'photo',
    ],
  ]),
  list(15, '城市生命线与护路护线', 'Lifelines and lines', [
    [
      '供水、供热没有跑冒滴漏',
      'Water and heating do not leak',
      '供水或供热跑冒滴漏',
      'Water or heating leaks',
      'photo',
    ],
    [
      '电力、通信线缆没有垂落',
      'No power or telecommunication cable hangs down',
      '电力或通信线缆垂落',
      'A power or telecommunication cable hangs down',
      'photo',
    ],
    [
      '铁路、油气管线保护区内没有施工',
      'No digging near railways and pipelines',
      '铁路或油气管线保护区内施工',
      'Somebody digs near a railway or pipeline',
      'photo',
    ],
  ]),
]
