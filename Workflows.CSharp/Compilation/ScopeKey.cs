using Workflows.Engine.Expressions;

namespace Workflows.CSharp.Compilation;

/// <summary>The names by which a compiled script is told from another with the same text.</summary>
/// <param name="Names">Variables and inputs.</param>
/// <param name="Arguments">Arguments, in the place of inputs.</param>
internal sealed record ScopeKey(ScriptScope Names, ScriptScope Arguments);
