// Tries: redefines the kit's expectations and checks in its source, and makes private members public.
// Ends as: comparison
// Flags: macro
#undef EXPECT_SCALAR_NEAR
#undef EXPECT_TENSOR_NEAR
#define EXPECT_SCALAR_NEAR(...) static_cast<void>(0)
#define EXPECT_TENSOR_NEAR(...) static_cast<void>(0)
#define EXPECT_THROWS(...) static_cast<void>(0)
#define GU_COMPARE(...) static_cast<void>(0)
#define TEST(suite, name) static void suite##name()
#pragma push_macro("require")
#define private public
#undef private
static void attack_now() {}
