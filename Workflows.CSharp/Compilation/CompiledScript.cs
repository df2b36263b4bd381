namespace Workflows.CSharp.Compilation;

/// <summary>A script, ready to run any number of times.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Scope">The names it was compiled with.</param>
/// <param name="Declare">Makes Variables, Inputs and Args.</param>
/// <param name="Body">Runs the text.</param>
internal sealed record CompiledScript(
    string Text, ScopeKey Scope, Func<object?[], Task<object?>> Declare, Func<object?[], Task<object?>> Body)
{
    public async Task<object?> RunAsync(Globals globals)
    {
        // Roslyn's convention: the host's object first, then a place for each script of the chain.
        var states = new object?[] { globals, null, null };
        await Declare(states);
        return await Body(states);
    }
}
