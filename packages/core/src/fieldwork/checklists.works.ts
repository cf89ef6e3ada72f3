// Checklists of public order, traffic, fire, work, building and gas: fields 1 to 8.
import { type Checklist, list } from './checklist.ts'

export const WORKS: readonly Checklist[] = [
  list(1, '社会治安防控', 'Public order', [
    [
      '门禁、围栏、单元门完好',
      'Gates, fences and entrance doors are whole',
      '门禁、围栏或单元门损坏',
      'A gate, fence or entrance door is broken',
      'photo',
    ],
    [
      '楼道和院内照明正常',
      'Lights in stairwells and yards work',
      '楼道或院内照明不亮',
      'Lights in a stairwell or yard do not work',
    ],
    ['值守岗亭有人值守', 'The guard post is staffed', '值守岗亭无人值守', 'The guard post is not staffed'],
  ]),
  list(2, '道路交通', 'Road traffic', [
    [
      '路面、井盖完好',
      'Road surface and manhole covers are whole',
      '路面破损或井盖缺失、破损',
      'The road surface or a manhole cover is damaged',
      'photo',
    ],
    [
      '交通标志、标线、信号灯清晰有效',
      'Signs, markings and signals can be seen and work',
      '交通标志、标线或信号灯不清、失效',
      'A sign, marking or signal cannot be seen or does not work',
      'photo',
    ],
    [
      '出入口没有占道停放',
      'Entrances are free of parked vehicles',
      '出入口被车辆占道停放',
      'Parked vehicles block an entrance',
    ],
  ]),
  list(3, '消防', 'Fire safety', [
    [
      '疏散通道、安全出口畅通',
      'Escape routes and exits are free',
      '疏散通道或安全出口堵塞、上锁',
      'An escape route or exit is blocked or locked',
      'photo',
    ],
    [
      '消防车通道没有占用',
      'The way for fire engines is free',
      '消防车通道被占用',
      'The way for fire engines is blocked',
      'photo',
    ],
    [
      '灭火器、消火栓在位有效',
      'Extinguishers and hydrants are in place and valid',
      '灭火器或消火栓缺失、失效',
      'An extinguisher or hydrant is missing or out of order',
      'photo',
    ],
    [
      '楼道没有堆放杂物',
      'Nothing is stored in stairwells',
      '楼道堆放杂物',
      'Things are stored in a stairwell',
      'photo',
    ],
    [
      '电动自行车没有进楼充电',
      'No electric bicycle is charged indoors',
      '电动自行车进楼停放或充电',
      'An electric bicycle is kept or charged indoors',
      'photo',
    ],
  ]),
  list(4, '生产经营', 'Places of work', [
    [
      '安全责任人已公示',
      'The person responsible for safety is posted up',
      '未公示安全责任人',
      'The person responsible for safety is not posted up',
    ],
    ['用电线路没有私拉乱接', 'No makeshift wiring', '用电线路私拉乱接', 'Makeshift wiring', 'photo'],
    [
      '危险部位有警示标识',
      'Dangerous spots carry warning signs',
      '危险部位缺少警示标识',
      'A dangerous spot carries no warning sign',
      'photo',
    ],
  ]),
  list(5, '危险化学品与烟花爆竹', 'Dangerous chemicals and fireworks', [
    [
      '没有无证存放或销售',
      'Nothing is stored or sold without a licence',
      '疑似无证存放或销售',
      'Something seems to be stored or sold without a licence',
      'photo',
    ],
    [
      '储存场所远离住宅和明火',
      'Stores are far from dwellings and open fire',
      '储存场所靠近住宅或明火',
      'A store is close to dwellings or open fire',
      'photo',
    ],
  ]),
  list(6, '建筑施工', 'Building sites', [
    [
      '围挡、防护网牢固',
      'Hoardings and safety nets hold',
      '围挡或防护网松动、破损',
      'A hoarding or safety net is loose or torn',
      'photo',
    ],
    [
      '脚手架、吊装区域已隔离',
      'Scaffolding and lifting areas are closed off',
      '脚手架或吊装区域未隔离',
      'Scaffolding or a lifting area is not closed off',
      'photo',
    ],
    ['渣土车没有遗撒', 'Lorries spill nothing', '渣土车遗撒', 'A lorry spilled its load'],
  ]),
  list(7, '城镇燃气', 'Gas', [
    [
      '装有燃气泄漏报警器并通电',
      'A gas alarm is fitted and switched on',
      '未装燃气泄漏报警器或未通电',
      'No gas alarm is fitted, or it is switched off',
      'photo',
    ],
    [
      '软管没有老化、穿墙或过长',
      'The hose is not worn, through a wall or too long',
      '燃气软管老化、穿墙或过长',
      'A gas hose is worn, through a wall or too long',
      'photo',
    ],
    [
      '气瓶没有放在地下室或卧室',
      'No cylinder in basements or bedrooms',
      '气瓶放在地下室或卧室',
      'A cylinder stands in a basement or bedroom',
      'photo',
    ],
  ]),
  list(8, '特种设备（含电梯）', 'Lifts and special equipment', [
    [
      '检验合格标志在有效期内',
      'The inspection mark is valid',
      '检验合格标志过期或缺失',
      'The inspection mark is missing or out of date',
      'photo',
    ],
    [
      '电梯紧急呼叫有人应答',
      'The emergency call of the lift is answered',
      '电梯紧急呼叫无人应答',
      'The emergency call of the lift is not answered',
    ],
    [
      '运行没有异响、异常停层',
      'It runs without odd noises or stops',
      '运行有异响或异常停层',
      'It runs with odd noises or stops',
    ],
  ]),
]
