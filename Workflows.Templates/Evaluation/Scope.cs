namespace Workflows.Templates.Evaluation;

/// <summary>One layer of names between the innermost code and the global variables.</summary>
internal struct Scope
{
    public ScopeKind Kind;
    public string? Name;
    public Value Value;
    public object? Target;
}
