namespace Workflows.Templates.Evaluation;

internal sealed class ValueTag(ValueKind kind)
{
    public readonly ValueKind Kind = kind;
}
