/// The borders of the three pockets in the head of the base mesh hm08, as indices of its corners.
///
/// The base mesh never changes (its file is checked by SHA-256), so these are facts about it.
enum HeadOpenings {
  /// Where the inner lip begins.
  static let mouth: [Int32] = [
    535, 536, 530, 529, 3709, 527, 526, 3730, 528, 524, 525, 533, 5359, 532, 531, 539, 538, 537,
    7282, 7283, 7276, 7277, 11961, 7278, 7270, 7269, 7273, 10398, 7271, 7272, 10377, 7274, 7275,
    7281, 7280, 7279, 540, 534,
  ]
  /// The margin of the person's left lids.
  static let leftEye: [Int32] = [
    7791, 7792, 7793, 7798, 7794, 7795, 7796, 7797, 7790, 11719, 7789, 7788, 7787, 7786, 7785,
    7784, 7783, 11718, 7782, 7781, 7780, 7779, 7778, 7777, 7776, 7775, 7773, 7774,
  ]
  /// The margin of the person's right lids.
  static let rightEye: [Int32] = [
    1099, 1100, 1101, 1106, 1102, 1103, 1104, 1105, 1098, 5104, 1097, 1096, 1095, 1094, 1093, 1092,
    1091, 5103, 1090, 1089, 1088, 1087, 1086, 1085, 1084, 1083, 1081, 1082,
  ]
}
