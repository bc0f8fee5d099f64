/// The pictures of each person: before and after, slices, crops, verdict.
struct PersonCards {
  let report: StudyReport
  let pictures: PictureSource
  /// People beyond so many have no pictures, only rows in the tables; keeps the page below 15 MB.
  private var most: Int { max(12, 60 / max(1, report.arms.count)) }

  private static let renderWidth = 300
  private static let qualityWidth = 720

  /// All cards, failed verdicts first, then those who were re-identified, then the others.
  var html: String {
    let ordered = ordered
    var html = ""
    if ordered.count > most {
      html += HTML.paragraph(
        "Pictures of \(most) of \(ordered.count) people: failures first, then those who were "
          + "identified in a defaced arm, then the others by name. The tables hold everybody.")
    }
    return html + ordered.prefix(most).map(card).joined()
  }

  private var ordered: [StudyReport.Person] {
    func urgency(_ person: StudyReport.Person) -> Int {
      if person.arms.values.contains(where: { $0.verdict == "fail" }) { return 0 }
      return isIdentified(person) ? 1 : 2
    }
    return report.people.enumerated().sorted {
      let (a, b) = (urgency($0.element), urgency($1.element))
      return a == b ? $0.offset < $1.offset : a < b
    }.map(\.element)
  }

  private func isIdentified(_ person: StudyReport.Person) -> Bool {
    let defaced = Set(report.arms.filter(\.isDefaced).map(\.name))
    return report.attacks.contains { attack in
      defaced.contains(attack.arm)
        && attack.people.contains { $0.id == person.id && $0.rank == 1 }
    }
  }

  private func card(_ person: StudyReport.Person) -> String {
    let defaced = report.arms.filter(\.isDefaced)
    let badges = defaced.map { arm in
      let verdict = person.arms[arm.name]?.verdict ?? "not done"
      return HTML.badge("\(arm.name): \(verdict)", verdict == "pass" ? .good : .bad)
    }.joined(separator: " ")
    let label = "\(person.origin), \(person.modality.uppercased())"
    let baseline = report.arms.first { !$0.isDefaced }.flatMap { person.arms[$0.name] }
    // One copy of the picture serves every comparison with it.
    let probe = pictures.picture(baseline?.render, width: Self.renderWidth)
    let shared = probe.map {
      " style=\"--probe:url(\($0.uri));--shape:\($0.width)/\($0.height)\""
    }
    var html = """
      <article class="person" id="person-\(HTML.escape(person.id))"\(shared ?? "")>
      <h3>\(HTML.escape(person.id)) <span class="quiet">\(HTML.escape(label))</span> \(badges)</h3>
      <div class="row">

      """
    html += still(
      person.gallery, person, "Gallery picture: what the attacker has a name for",
      note: person.galleryDetected ? "face found" : "no face found")
    if let baseline, probe != nil {
      let title = "Probe, not defaced"
      html += """
        <figure>\(shot("\(title), person \(person.id)"))
        <figcaption><b>\(title)</b><br>\(HTML.escape(note(person, "baseline", baseline)))\
        </figcaption></figure>

        """
    } else if let baseline {
      html += still(nil, person, "Probe, not defaced", note: note(person, "baseline", baseline))
    }
    for arm in defaced {
      html += pair(person, arm.name, hasBefore: probe != nil, after: person.arms[arm.name])
    }
    html += "</div>\n"
    for arm in defaced {
      let result = person.arms[arm.name]
      for sentence in (result?.reasons ?? []) + (result?.warnings ?? []) {
        html += HTML.paragraph("\(arm.name): \(sentence)", style: "quiet")
      }
    }
    // Arms that differ in cleaning alone share the picture of the method.
    let paths = defaced.compactMap { person.arms[$0.name]?.quality }
    for path in paths.reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
      let arms = defaced.map(\.name).filter { person.arms[$0]?.quality == path }
      html += quality(person, arms.joined(separator: ", "), path)
    }
    return html + "</article>\n"
  }

  private func still(
    _ path: String?, _ person: StudyReport.Person, _ title: String, note: String
  ) -> String {
    guard let uri = pictures.picture(path, width: Self.renderWidth)?.uri else {
      return "<figure><div class=\"absent\">no picture</div><figcaption>\(HTML.escape(title))"
        + "</figcaption></figure>\n"
    }
    return """
      <figure><img src="\(uri)" alt="\(HTML.escape("\(title), person \(person.id)"))" loading="lazy">
      <figcaption><b>\(HTML.escape(title))</b><br>\(HTML.escape(note))</figcaption></figure>

      """
  }

  private func pair(
    _ person: StudyReport.Person, _ arm: String, hasBefore: Bool, after: StudyReport.PersonArm?
  ) -> String {
    guard let after, hasBefore,
      let afterURI = pictures.picture(after.render, width: Self.renderWidth)?.uri
    else {
      return still(nil, person, "After \(arm)", note: "")
    }
    let name = HTML.escape(person.id)
    let method = HTML.escape(arm)
    return """
      <figure class="pair"><div class="stack">
      <img class="after" src="\(afterURI)" alt="Probe of person \(name) after \(method)" loading="lazy">
      \(shot("The same probe before \(arm)", style: "before"))
      </div>
      <input type="range" min="0" max="100" value="0" aria-label="Show person \(name) before (right) \
      or after (left) \(method)">
      <figcaption><b>After \(method)</b>, slide for before<br>\
      \(HTML.escape(note(person, arm, after)))</figcaption></figure>

      """
  }

  /// The person's probe, whose picture the article holds.
  private func shot(_ words: String, style: String = "") -> String {
    "<div class=\"shot \(style)\" role=\"img\" aria-label=\"\(HTML.escape(words))\"></div>"
  }

  private func quality(_ person: StudyReport.Person, _ arm: String, _ path: String) -> String {
    guard let uri = pictures.picture(path, width: Self.qualityWidth)?.uri else { return "" }
    let words = "Slices and views of person \(person.id) before and after \(arm)"
    return """
      <details><summary>\(HTML.escape(arm)): slices before and after</summary>
      <img src="\(uri)" alt="\(HTML.escape(words))" loading="lazy"></details>

      """
  }

  /// What the attacker made of a probe.
  private func note(
    _ person: StudyReport.Person, _ arm: String, _ result: StudyReport.PersonArm
  ) -> String {
    guard result.detected else { return "no face found" }
    let named = report.attacks.filter { $0.arm == arm && $0.gallery == .named }
    let ranks = named.compactMap { attack in
      attack.people.first { $0.id == person.id }?.rank.map { "\(attack.model) rank \($0)" }
    }
    return (["face found"] + ranks).joined(separator: ", ")
  }
}
