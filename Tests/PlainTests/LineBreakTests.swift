// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

@Suite struct LineBreakTests {
  @Test func everyBreakIsOne() {
    for value in [0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029] as [UInt32] {
      #expect(Unicode.Scalar(value)?.breaksLine == true)
    }
    #expect(Unicode.Scalar(" ").breaksLine == false)
  }
}
