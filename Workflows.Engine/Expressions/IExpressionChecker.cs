namespace Workflows.Engine.Expressions;

/// <summary>
/// An <see cref="IExpressionHandler"/> that can tell before a run that a text is wrong. Publishing a definition asks it.
/// </summary>
public interface IExpressionChecker
{
    /// <summary>Everything that is wrong with a text, for people; none: nothing.</summary>
    /// <param name="text">The expression or script.</param>
    /// <param name="scope">The names that are declared around it. Activities may declare more when they run.</param>
    IReadOnlyList<string> Check(string text, ScriptScope scope);
}
