/// What is known of the inside of a head at one point: depths in mm, positive inside, unless said
/// otherwise. All are smooth enough to be interpolated from a lattice of 2 mm.
struct AnatomyField {
  /// The sixteen numbers, for interpolation in one go.
  var values: SIMD16<Float>

  init(_ values: SIMD16<Float> = SIMD16(repeating: 0)) { self.values = values }

  /// Muscle; what is neither muscle nor anything below is fat.
  var muscle: Float {
    get { values[0] }
    set { values[0] = newValue }
  }
  /// Bone with all that it encloses.
  var bone: Float {
    get { values[1] }
    set { values[1] = newValue }
  }
  var marrow: Float {
    get { values[2] }
    set { values[2] = newValue }
  }
  /// Cranial cavity and spinal canal.
  var cavity: Float {
    get { values[3] }
    set { values[3] = newValue }
  }
  /// Brain and spinal cord as though they had no sulci.
  var brain: Float {
    get { values[4] }
    set { values[4] = newValue }
  }
  /// Signed distance to the nearest sulcal sheet.
  var sulcus: Float {
    get { values[5] }
    set { values[5] = newValue }
  }
  /// How deep sulci reach; negative where there is no cortex.
  var sulcalDepth: Float {
    get { values[6] }
    set { values[6] = newValue }
  }
  /// Cerebellum: its cortex is folded finely.
  var cerebellum: Float {
    get { values[7] }
    set { values[7] = newValue }
  }
  var nuclei: Float {
    get { values[8] }
    set { values[8] = newValue }
  }
  var ventricle: Float {
    get { values[9] }
    set { values[9] = newValue }
  }
  /// Signed distance to the fissure between the hemispheres.
  var midline: Float {
    get { values[10] }
    set { values[10] = newValue }
  }
  /// Positive where that fissure is.
  var midlineGate: Float {
    get { values[11] }
    set { values[11] = newValue }
  }
  /// Signed distance to the lateral fissure.
  var sylvian: Float {
    get { values[12] }
    set { values[12] = newValue }
  }
  /// Positive where that fissure is.
  var sylvianGate: Float {
    get { values[13] }
    set { values[13] = newValue }
  }
  var airway: Float {
    get { values[14] }
    set { values[14] = newValue }
  }
  var tooth: Float {
    get { values[15] }
    set { values[15] = newValue }
  }
}
