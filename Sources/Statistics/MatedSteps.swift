/// The counts around each distinct mated distance: the few numbers from which every area and every
/// optimum of the full curves follows exactly, ties included.
///
/// Between two neighbouring mated distances only non-mated comparisons are accepted one after the
/// other: a straight line on the ROC, and no contribution to any area. Counts may be weighted
/// (bootstrap), which puts a step of weight 0 on such a line.
struct MatedSteps {
  /// A mated distance with what lies below it, and at most at it.
  struct Step {
    let distance: Double
    let matedBefore: Int
    let mated: Int
    let nonMatedBefore: Int
    let nonMated: Int
  }

  /// In ascending order of distance.
  let steps: [Step]
  let matedCount: Int
  let nonMatedCount: Int

  var areaUnderROC: Double {
    var doubled = 0
    for step in steps {
      let larger = nonMatedCount - step.nonMated
      let equal = step.nonMated - step.nonMatedBefore
      doubled += (step.mated - step.matedBefore) * (2 * larger + equal)
    }
    return Double(doubled) / (2 * Double(matedCount) * Double(nonMatedCount))
  }

  var averagePrecision: Double {
    var sum = 0.0
    for step in steps where step.mated > step.matedBefore {
      sum += Double(step.mated - step.matedBefore) * precision(step.mated, step.nonMated)
    }
    return nonMatedCount == 0 ? .nan : sum / Double(matedCount)
  }

  var areaUnderPrecisionRecall: Double {
    var sum = 0.0
    for step in steps where step.mated > step.matedBefore {
      let before =
        step.matedBefore + step.nonMatedBefore == 0
        ? 1 : precision(step.matedBefore, step.nonMatedBefore)
      let after = precision(step.mated, step.nonMated)
      sum += Double(step.mated - step.matedBefore) * (before + after) / 2
    }
    return nonMatedCount == 0 ? .nan : sum / Double(matedCount)
  }

  /// The crossing of FMR and FNMR on the straight lines between points, and the counts at the first
  /// point where FMR is at least FNMR. Nil where a side is empty.
  var equalError: (rate: Double, mated: Int, nonMated: Int)? {
    guard matedCount > 0, nonMatedCount > 0 else { return nil }
    var last = (fmr: 0.0, fnmr: 1.0)
    for step in steps {
      for (mated, nonMated) in [
        (step.matedBefore, step.nonMatedBefore), (step.mated, step.nonMated),
      ] {
        let fmr = Double(nonMated) / Double(nonMatedCount)
        let fnmr = Double(matedCount - mated) / Double(matedCount)
        if fmr >= fnmr {
          let gap = last.fnmr - last.fmr
          let rate = last.fmr + gap / (gap - (fnmr - fmr)) * (fmr - last.fmr)
          return (rate, mated, nonMated)
        }
        last = (fmr, fnmr)
      }
    }
    return nil
  }

  /// The true accept rate at the largest threshold whose FMR is at most `limit`.
  func trueAcceptRate(atFalseMatchRate limit: Double) -> Double {
    let accepted = steps.last { Double($0.nonMated) / Double(nonMatedCount) <= limit }
    return Double(accepted?.mated ?? 0) / Double(matedCount)
  }

  /// The first step whose goodness, a fraction with a positive denominator, is largest.
  func best(_ goodness: (Step) -> (numerator: Int, denominator: Int)) -> Step? {
    var best: (step: Step, value: (numerator: Int, denominator: Int))?
    for step in steps {
      let value = goodness(step)
      if let best,
        value.numerator * best.value.denominator <= best.value.numerator * value.denominator
      {
        continue
      }
      best = (step, value)
    }
    return best?.step
  }

  private func precision(_ mated: Int, _ nonMated: Int) -> Double {
    Double(mated) / Double(mated + nonMated)
  }
}
