#pragma once

#include <vector>

namespace ionflux {

/// Room for the numbers of a point, without an allocation for few of them.
template <typename Number, unsigned int few = 8>
class PointBuffer {
public:
  explicit PointBuffer(const unsigned int n) {
    if (n > few) heap.resize(n);
  }
  Number* data() { return heap.empty() ? local : heap.data(); }
  const Number* data() const { return heap.empty() ? local : heap.data(); }
  Number& operator[](const unsigned int i) { return data()[i]; }
  const Number& operator[](const unsigned int i) const { return data()[i]; }

private:
  Number local[few];
  std::vector<Number> heap;
};

} // namespace ionflux
