public import Defacing
public import Files
internal import Foundation
internal import Volumes

/// Defaces scans whose truth is known and holds the verdict against it.
public struct Battery: Sendable {
  /// Methods under test.
  public let methods: [any Defacer]
  /// To which heads are registered.
  public let template: HeadTemplate
  /// The contrasts.
  public let kinds: [ScanKind]
  /// The perturbations.
  public let perturbations: [Perturbation]
  /// Whether defacings that are known to be bad are judged as well.
  public let controls: Bool

  /// Describes a run.
  public init(
    methods: [any Defacer], template: HeadTemplate, kinds: [ScanKind],
    perturbations: [Perturbation], controls: Bool
  ) {
    self.methods = methods
    self.template = template
    self.kinds = kinds
    self.perturbations = perturbations
    self.controls = controls
  }

  /// All rows of one head; `row` is told each as it comes, and `keep` gets every defaced scan.
  public func run(
    _ head: LabelledHead, keep: (BatteryRow, DefacedScan) throws(EffaceError) -> Void,
    row: (BatteryRow) -> Void
  ) throws(EffaceError) {
    for kind in kinds {
      let tissue = ValueMap(head, kind)
      for perturbation in perturbations {
        let scan = BatteryScan(head, kind, perturbation, tissue: tissue)
        let name = "\(head.name)_\(kind.rawValue)_\(perturbation.name)"
        let names = methods.map(\.name) + (controls ? Control.allCases.map(\.rawValue) : [])
        func refused(_ error: EffaceError) {
          for method in names {
            row(
              BatteryRow(
                head: head.name, kind: kind, perturbation: perturbation.name, method: method,
                refaces: false, truth: nil, verdict: nil, refusal: error.description))
          }
        }
        let analysed: AnalysedScan
        do throws(EffaceError) {
          analysed = try AnalysedScan(
            scan.image, name: name, modality: kind.modality, template: template)
        } catch {
          refused(error)
          continue
        }
        for method in methods {
          let result = try deface(analysed, method, scan, name, perturbation.name, keep)
          row(result)
        }
        guard controls else { continue }
        for control in Control.allCases {
          let defaced = control.apply(to: scan)
          row(
            BatteryRow(
              head: head.name, kind: kind, perturbation: perturbation.name,
              method: control.rawValue, refaces: false,
              truth: BatteryTruth(scan, defaced: defaced),
              verdict: try Judge.verdict(analysed, defaced: defaced, name: name), refusal: nil))
        }
      }
    }
  }

  private func deface(
    _ analysed: AnalysedScan, _ method: any Defacer, _ scan: BatteryScan, _ name: String,
    _ perturbation: String, _ keep: (BatteryRow, DefacedScan) throws(EffaceError) -> Void
  ) throws(EffaceError) -> BatteryRow {
    let defaced: DefacedScan
    do throws(EffaceError) {
      defaced = try DefacedScan(analysed, method: method, name: name)
    } catch {
      return BatteryRow(
        head: scan.head.name, kind: scan.kind, perturbation: perturbation, method: method.name,
        refaces: method.refaces, truth: nil, verdict: nil, refusal: error.description)
    }
    let row = BatteryRow(
      head: scan.head.name, kind: scan.kind, perturbation: perturbation, method: method.name,
      refaces: method.refaces, truth: BatteryTruth(scan, defaced: defaced.image),
      verdict: defaced.verdict, refusal: nil)
    try keep(row, defaced)
    return row
  }
}
