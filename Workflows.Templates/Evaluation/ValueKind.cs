namespace Workflows.Templates.Evaluation;

internal enum ValueKind : byte
{
    Null, Bool, Int, Long, Double, Float, Decimal, BigInteger, String, Date, TimeSpan, Range, Array, Object, Function, Other,
}
