import Foundation

/// A colour of xterm's 256, for measuring contrast (WCAG 2.1) and difference (CIEDE2000).
///
/// Sources: W3C, "Web Content Accessibility Guidelines 2.1", relative luminance; G. Machado, M. Oliveira,
/// L. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009),
/// severity 1.0; G. Sharma, W. Wu, E. Dalal, "The CIEDE2000 Color-Difference Formula" (2005).
struct Colour {
  enum Vision: CaseIterable { case normal, protan, deutan, tritan }

  /// Linear red, green, blue.
  let linear: [Double]

  init(_ number: UInt8) {
    let n = Int(number)
    let steps = [0, 95, 135, 175, 215, 255]
    let grey = 8 + 10 * (n - 232)
    let cube = n - 16
    let bytes =
      n >= 232
      ? [grey, grey, grey] : [steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6]]
    linear = bytes.map {
      let c = Double($0) / 255
      return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
  }

  var luminance: Double { 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] }

  func contrast(_ other: Colour) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  func difference(_ other: Colour, _ vision: Vision) -> Double {
    lab(vision).difference(other.lab(vision))
  }

  private func lab(_ vision: Vision) -> Lab {
    let seen = vision.matrix.map { row in
      min(1, max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]))
    }
    let x = 0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]
    let y = 0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]
    let z = 0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]
    func f(_ t: Double) -> Double {
      t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
    }
    return Lab(
      116 * f(y) - 16, 500 * (f(x / 0.95047) - f(y)), 200 * (f(y) - f(z / 1.08883)))
  }
}

extension Colour.Vision {
  var matrix: [[Double]] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protan:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deutan:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritan:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }
}

struct Lab {
  let l, a, b: Double

  init(_ l: Double, _ a: Double, _ b: Double) { (self.l, self.a, self.b) = (l, a, b) }

  /// ΔE₀₀; names as in the paper.
  func difference(_ other: Lab) -> Double {
    let mean = (hypot(a, b) + hypot(other.a, other.b)) / 2
    let g = 0.5 * (1 - (pow(mean, 7) / (pow(mean, 7) + pow(25, 7))).squareRoot())
    let (a1, a2) = ((1 + g) * a, (1 + g) * other.a)
    let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
    let (h1, h2) = (Self.degrees(b, a1), Self.degrees(other.b, a2))
    var turn = h2 - h1
    if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
    if c1 * c2 == 0 { turn = 0 }
    let dH = 2 * (c1 * c2).squareRoot() * sin(Self.radians(turn / 2))
    var h = h1 + h2
    if c1 * c2 != 0 {
      if abs(h1 - h2) > 180 { h += h < 360 ? 360 : -360 }
      h /= 2
    }
    let c = (c1 + c2) / 2
    let t =
      1 - 0.17 * cos(Self.radians(h - 30)) + 0.24 * cos(Self.radians(2 * h))
      + 0.32 * cos(Self.radians(3 * h + 6)) - 0.2 * cos(Self.radians(4 * h - 63))
    let rotation =
      -sin(Self.radians(60 * exp(-pow((h - 275) / 25, 2))))
      * 2 * (pow(c, 7) / (pow(c, 7) + pow(25, 7))).squareRoot()
    let middle = pow((l + other.l) / 2 - 50, 2)
    let dL = (other.l - l) / (1 + 0.015 * middle / (20 + middle).squareRoot())
    let dC = (c2 - c1) / (1 + 0.045 * c)
    let dh = dH / (1 + 0.015 * c * t)
    return (dL * dL + dC * dC + dh * dh + rotation * dC * dh).squareRoot()
  }

  private static func degrees(_ y: Double, _ x: Double) -> Double {
    let angle = atan2(y, x) * 180 / .pi
    return angle < 0 ? angle + 360 : angle
  }

  private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
