internal import Files
internal import Foundation
internal import Surfaces
internal import Volumes

/// What defacing and cleaning left of the use of one person's scan, in one arm.
struct UtilityStage {
  let person: Participant
  let arm: DefacedArm
  /// The scan before, which all arms share.
  let reference: Shared<UtilityReference>

  /// The unit; its result is in its sidecar, it has no other output.
  var unit: WorkUnit {
    let scan = RunFolder.scan(person.id, session: person.sessions) + ".nii.gz"
    let cleaned = RunFolder.cleaned(arm.name, person.id) + ".nii.gz"
    let mask = RunFolder.defaced(arm.method.name, person.id) + "_mask.nii.gz"
    let truth =
      person.origin == "synthetic"
      ? RunFolder.dataset(person.id) + "/brain_ses-\(person.sessions).nii.gz" : nil
    let shared = reference
    return WorkUnit(
      UnitName(stage: "utility", subject: person.id, arm: arm.name),
      sidecar: RunFolder.utility(arm.name, person.id) + ".json",
      inputs: ([scan, cleaned, mask] + [truth].compactMap(\.self)).map { .inside($0) }
    ) { root in
      func read(_ path: String) throws(EffaceError) -> NIfTIImage {
        try NIfTIImage(contentsOf: root.appendingPathComponent(path))
      }
      let before = try shared.get { try UtilityReference(read(scan).volume()) }
      let measures = UtilityMeasures(
        before, after: try read(cleaned).volume(),
        mask: VoxelMask(try read(mask).volume(), above: 0),
        brain: try truth.map { VoxelMask(try read($0).volume(), above: 0) })
      return WorkUnit.Product(outputs: [], result: try JSONValue(measures))
    }
  }
}
