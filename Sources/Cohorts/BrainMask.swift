/// The brain as defacers are judged by it: brain tissue with the fluid inside and between it.
enum BrainMask {
  /// 1 for brain tissue, and for fluid that has brain tissue within `reach` voxels on both sides
  /// along any axis.
  static func mask(labels: [UInt8], size: SIMD3<Int>, reach: Int = 5) -> [UInt8] {
    let isBrain = Tissue.allCases.map(\.isBrain)
    var mask = labels.map { isBrain[Int($0)] ? UInt8(1) : 0 }
    let steps = [1, size.x, size.x * size.y]
    let fluid = Tissue.csf.rawValue
    labels.withUnsafeBufferPointer { codes in
      for index in codes.indices where codes[index] == fluid {
        let enclosed = steps.contains { step in
          meets(codes, isBrain, index, step, reach) && meets(codes, isBrain, index, -step, reach)
        }
        if enclosed { mask[index] = 1 }
      }
    }
    return mask
  }

  private static func meets(
    _ codes: UnsafeBufferPointer<UInt8>, _ isBrain: [Bool], _ start: Int, _ step: Int,
    _ reach: Int
  ) -> Bool {
    for number in 1...reach {
      let index = start + number * step
      guard codes.indices.contains(index) else { return false }
      let code = codes[index]
      if isBrain[Int(code)] { return true }
      if code != Tissue.csf.rawValue { return false }
    }
    return false
  }
}
