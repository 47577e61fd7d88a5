#include "gu/npy.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <vector>

#include "gu/tensor_type.hpp"
#include "message_of.hpp"
#include "npy_files.hpp"

namespace gu {
namespace {

/// A row-major tensor of a shape, numbered 0.5, 1.5, 2.5, ...
Tensor numbered(const Shape& shape) {
  Strides strides = Strides::filled(shape.size(), 1);
  Index count = 1;
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    strides[axis] = count;
    count *= shape[axis];
  }
  const auto storage = Storage::allocate(count);
  for (Index i = 0; i < count; ++i) storage->data()[i] = static_cast<float>(i) + 0.5F;
  return {storage, shape, strides};
}

std::vector<std::uint32_t> bits_of(const std::vector<float>& values) {
  std::vector<std::uint32_t> bits;
  bits.reserve(values.size());
  for (const float value : values) bits.push_back(std::bit_cast<std::uint32_t>(value));
  return bits;
}

TEST(Npy, AFileOfNumPyIsRead) {
  const TemporaryFolder folder;
  write_bytes(folder / "x.npy", numpy_file());
  const NpyArray array = load_npy(folder / "x.npy");
  EXPECT_EQ(array.shape, (Shape{2, 3}));
  EXPECT_EQ(array.values, (std::vector<float>{1.5F, -2, 3, 0.25F, std::numeric_limits<float>::infinity(), 0}));
  EXPECT_TRUE(std::signbit(array.values[5]));
}

TEST(Npy, TheSameNumbersAreWrittenToTheByteAsNumPyDoes) {
  const TemporaryFolder folder;
  Tensor tensor(Storage::allocate(6), {2, 3}, {3, 1});
  const std::vector<float> values{1.5F, -2, 3, 0.25F, std::numeric_limits<float>::infinity(), -0.0F};
  std::copy(values.begin(), values.end(), tensor.mutable_data());
  save_npy(folder / "x.npy", tensor);
  EXPECT_EQ(read_bytes(folder / "x.npy"), numpy_file());
}

TEST(Npy, AScalarAndAVectorAreWrittenToTheByteAsNumPyDoes) {
  // numpy.save(file, numpy.float32(0.5)) and numpy.save(file, numpy.array([0.5], dtype="<f4")) of NumPy 2.4.6
  const TemporaryFolder folder;
  const std::string_view half("\x00\x00\x00\x3F", 4);
  save_npy(folder / "scalar.npy", numbered({}));
  EXPECT_EQ(read_bytes(folder / "scalar.npy"),
            npy_bytes("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", half));
  save_npy(folder / "vector.npy", numbered({1}));
  EXPECT_EQ(read_bytes(folder / "vector.npy"),
            npy_bytes("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", half));
}

TEST(Npy, EveryRankComesBack) {
  const TemporaryFolder folder;
  for (const Shape& shape : {Shape{}, Shape{5}, Shape{2, 3}, Shape{2, 3, 4}, Shape{1, 2, 1, 3}, Shape{2, 1, 2, 1, 2},
                             Shape{1, 2, 3, 1, 2, 1}, Shape{2, 1, 1, 1, 1, 1, 3}, Shape{1, 2, 1, 2, 1, 2, 1, 2}}) {
    const Tensor tensor = numbered(shape);
    save_npy(folder / "x.npy", tensor);
    const NpyArray array = load_npy(folder / "x.npy");
    EXPECT_EQ(array.shape, shape);
    const std::vector<float> expected(tensor.data(), tensor.data() + tensor.storage()->count());
    EXPECT_EQ(array.values, expected) << to_text(shape);
  }
}

TEST(Npy, AnEmptyAxisComesBackWhereverItStands) {
  const TemporaryFolder folder;
  for (const Shape& shape : {Shape{0}, Shape{3, 0}, Shape{0, 3}, Shape{1000000, 0, 1000000}}) {
    save_npy(folder / "x.npy", Tensor(Storage::allocate(0), shape, Strides::filled(shape.size(), 1)));
    const NpyArray array = load_npy(folder / "x.npy");
    EXPECT_EQ(array.shape, shape);
    EXPECT_TRUE(array.values.empty());
  }
}

TEST(Npy, AStridedViewIsWrittenInItsOwnOrder) {
  const TemporaryFolder folder;
  const Tensor base = numbered({2, 3});
  const auto round_trip = [&](const Tensor& tensor) {
    save_npy(folder / "x.npy", tensor);
    return load_npy(folder / "x.npy").values;
  };
  EXPECT_EQ(round_trip(Tensor(base.storage(), {3, 2}, {1, 3})),
            (std::vector<float>{0.5F, 3.5F, 1.5F, 4.5F, 2.5F, 5.5F}));
  EXPECT_EQ(round_trip(Tensor(base.storage(), {3}, {-2}, 4)), (std::vector<float>{4.5F, 2.5F, 0.5F}));
  EXPECT_EQ(round_trip(Tensor(base.storage(), {2, 2}, {0, 1}, 1)), (std::vector<float>{1.5F, 2.5F, 1.5F, 2.5F}));
}

TEST(Npy, EveryBitComesBack) {
  const TemporaryFolder folder;
  using Limits = std::numeric_limits<float>;
  const std::vector<float> values{Limits::infinity(),
                                  -Limits::infinity(),
                                  std::bit_cast<float>(0x7FC01234U),
                                  -0.0F,
                                  Limits::denorm_min(),
                                  Limits::max(),
                                  Limits::lowest(),
                                  Limits::min()};
  Tensor tensor(Storage::allocate(8), {8}, {1});
  std::copy(values.begin(), values.end(), tensor.mutable_data());
  save_npy(folder / "x.npy", tensor);
  EXPECT_EQ(bits_of(load_npy(folder / "x.npy").values), bits_of(values));
}

TEST(Npy, WritingReplacesTheOldFileAndLeavesNothingBeside) {
  const TemporaryFolder folder;
  save_npy(folder / "x.npy", numbered({100}));
  save_npy(folder / "x.npy", numbered({2}));
  EXPECT_EQ(load_npy(folder / "x.npy").shape, (Shape{2}));
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++files;
  EXPECT_EQ(files, 1);
}

TEST(Npy, WritingIntoAFolderThatIsNotThereIsRefused) {
  const TemporaryFolder folder;
  const auto file = folder / "missing/x.npy";
  EXPECT_EQ(message_of<std::runtime_error>([&] { save_npy(file, numbered({2})); }),
            file.string() + ": cannot be written");
}

/// What load_npy says to a file of these bytes, without the file's name in front.
std::string refusal(std::string_view bytes) {
  const TemporaryFolder folder;
  const auto file = folder / "x.npy";
  write_bytes(file, bytes);
  const std::string message = message_of<std::runtime_error>([&] { load_npy(file); });
  const std::string name = file.string() + ": ";
  return message.rfind(name, 0) == 0 ? message.substr(name.size()) : "without the file's name: " + message;
}

std::string refusal_of_header(const std::string& dictionary) {
  return refusal(npy_bytes(dictionary, std::string(24, '\0')));
}

TEST(NpyRefuses, AMissingFile) {
  EXPECT_EQ(message_of<std::runtime_error>([] { load_npy("no/such/file.npy"); }), "no/such/file.npy: cannot be opened");
}

TEST(NpyRefuses, WhatIsNoNpyFile) {
  const std::string words = "not a .npy file (the first bytes differ)";
  EXPECT_EQ(refusal(""), words);
  EXPECT_EQ(refusal("\x93NUMPY"), words);
  EXPECT_EQ(refusal("PK\x03\x04 this is a .npz archive, which is a zip file"), words);
  std::string almost = numpy_file();
  almost[5] = 'y';
  EXPECT_EQ(refusal(almost), words);
}

TEST(NpyRefuses, AnotherVersion) {
  std::string bytes = numpy_file();
  bytes[6] = 2;
  EXPECT_EQ(refusal(bytes), ".npy version 2, expected 1");
}

TEST(NpyRefuses, AFileThatEndsInItsHeader) {
  EXPECT_EQ(refusal(numpy_file().substr(0, 127)), "ends inside its header");
  EXPECT_EQ(refusal(numpy_file().substr(0, 10)), "ends inside its header");
}

TEST(NpyRefuses, OtherNumbersThanLittleEndianFloat32) {
  EXPECT_EQ(refusal_of_header("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }"),
            "expected float32 ('<f4'); given '<f8',");
  EXPECT_EQ(refusal_of_header("{'descr': '>f4', 'fortran_order': False, 'shape': (3,), }"),
            "expected float32 ('<f4'); given '>f4',");
  EXPECT_EQ(refusal_of_header("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }"),
            "expected float32 ('<f4'); given '<i4',");
}

TEST(NpyRefuses, ColumnMajorOrder) {
  EXPECT_EQ(refusal_of_header("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }"),
            "expected row-major (C) order");
}

TEST(NpyRefuses, AHeaderWithAKeyMissing) {
  EXPECT_EQ(refusal_of_header("{'fortran_order': False, 'shape': (3,), }"), "the .npy header has no 'descr'");
  EXPECT_EQ(refusal_of_header("{'descr': '<f4', 'shape': (3,), }"), "the .npy header has no 'fortran_order'");
  EXPECT_EQ(refusal_of_header("{'descr': '<f4', 'fortran_order': False, }"), "the .npy header has no 'shape'");
}

TEST(NpyRefuses, AShapeThatIsNone) {
  for (const char* shape : {"3", "(3", "(-3,)", "(2, x)", "(2.5,)", "(99999999999999999999,)", ""}) {
    EXPECT_EQ(refusal_of_header("{'descr': '<f4', 'fortran_order': False, 'shape': " + std::string(shape)),
              "the .npy header has no readable shape")
        << shape;
  }
}

TEST(NpyRefuses, NineAxes) {
  EXPECT_EQ(refusal_of_header("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1, 1, 1, 1), }"),
            "more than 8 axes");
}

TEST(NpyRefuses, AFileShorterThanItsShape) {
  EXPECT_EQ(refusal(numpy_file().substr(0, 128 + 23)), "shorter than its shape [2, 3] needs");
  EXPECT_EQ(refusal(numpy_file().substr(0, 128)), "shorter than its shape [2, 3] needs");
  EXPECT_EQ(refusal(npy_bytes("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "abc")),
            "shorter than its shape [] needs");
}

TEST(NpyRefuses, AnAbsurdShapeBeforeAnythingIsAllocated) {
  // Allocating first would throw std::bad_alloc or std::length_error, which message_of() lets through.
  EXPECT_EQ(refusal_of_header("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000000,), }"),
            "shorter than its shape [1000000000000000] needs");
  // The first axis fits, and 6 * 3074457345618258603 = 2^64 + 2 wraps around to 2, which would fit too.
  EXPECT_EQ(refusal_of_header("{'descr': '<f4', 'fortran_order': False, 'shape': (6, 3074457345618258603), }"),
            "shorter than its shape [6, 3074457345618258603] needs");
}

}  // namespace
}  // namespace gu
