/// One triangle, prepared for asking how far points are from it.
struct TriangleDistance {
  private let a: SIMD3<Float>
  private let ab: SIMD3<Float>
  private let ac: SIMD3<Float>
  private let abab: Float
  private let abac: Float
  private let acac: Float

  init(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) {
    self.a = a
    ab = b - a
    ac = c - a
    abab = (ab * ab).sum()
    abac = (ab * ac).sum()
    acac = (ac * ac).sum()
  }

  /// The vector from the nearest point of the triangle to `p`.
  ///
  /// Ericson, Real-Time Collision Detection (2005), section 5.1.5, with the dot products with the
  /// edges expressed by those with the first corner.
  @inline(__always) func offset(to p: SIMD3<Float>) -> SIMD3<Float> {
    let ap = p - a
    let d1 = (ab * ap).sum()
    let d2 = (ac * ap).sum()
    if d1 <= 0, d2 <= 0 { return ap }
    let d3 = d1 - abab
    let d4 = d2 - abac
    if d3 >= 0, d4 <= d3 { return ap - ab }
    let vc = d1 * d4 - d3 * d2
    if vc <= 0, d1 >= 0, d3 <= 0 { return ap - (d1 / (d1 - d3)) * ab }
    let d5 = d1 - abac
    let d6 = d2 - acac
    if d6 >= 0, d5 <= d6 { return ap - ac }
    let vb = d5 * d2 - d1 * d6
    if vb <= 0, d2 >= 0, d6 <= 0 { return ap - (d2 / (d2 - d6)) * ac }
    let va = d3 * d6 - d5 * d4
    if va <= 0, d4 - d3 >= 0, d5 - d6 >= 0 {
      let w = (d4 - d3) / ((d4 - d3) + (d5 - d6))
      return ap - ab - w * (ac - ab)
    }
    let scale = 1 / (va + vb + vc)
    return ap - (vb * scale) * ab - (vc * scale) * ac
  }
}
