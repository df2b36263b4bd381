using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Workflows.CSharp.Compilation;

/// <summary>
/// Compiles a text as a C# script that goes on where the declarations of its scope end. Not Roslyn's own scripting host: that one
/// loads every script for the life of the process.
/// </summary>
internal sealed class ScriptCompiler
{
    private const int MostScopes = 200;
    private const int MostProblems = 20;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private readonly ConcurrentDictionary<ScopeKey, Lazy<(CSharpCompilation Compilation, Assembly Assembly, Func<object?[], Task<object?>> Run)>> _scopes = new();
    private int _number;

    /// <exception cref="CSharpScriptException">It does not compile.</exception>
    public CompiledScript Compile(string text, ScopeKey scope)
    {
        try
        {
            if (_scopes.Count >= MostScopes)
            {
                // Scripts keep the scopes they were compiled with; new ones get theirs anew.
                _scopes.Clear();
            }

            var declared = _scopes.GetOrAdd(scope, key => new Lazy<(CSharpCompilation, Assembly, Func<object?[], Task<object?>>)>(() => Declare(key))).Value;
            var original = Script(text, declared.Compilation);
            Refuse(original.GetDiagnostics());
            var guarded = LoopGuards.Insert(original);
            var (_, run) = Load(guarded, declared.Assembly);
            return new CompiledScript(text, scope, declared.Run, run);
        }
        catch (InsufficientExecutionStackException error)
        {
            throw new CSharpScriptException("The C# does not compile: it is nested too deep.", error);
        }
    }

    private (CSharpCompilation Compilation, Assembly Assembly, Func<object?[], Task<object?>> Run) Declare(ScopeKey scope)
    {
        var compilation = Script(ScopeSource.Write(scope), null);
        Refuse(compilation.GetDiagnostics());
        var (assembly, run) = Load(compilation, null);
        return (compilation, assembly, run);
    }

    private CSharpCompilation Script(string text, CSharpCompilation? previous) => CSharpCompilation.CreateScriptCompilation(
        string.Create(CultureInfo.InvariantCulture, $"script-{Interlocked.Increment(ref _number)}"),
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Parsing, "script.cs"),
        References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, usings: References.Namespaces, scriptClassName: "Script"),
        previous,
        typeof(object),
        typeof(Globals));

    private static void Refuse(IEnumerable<Diagnostic> diagnostics)
    {
        var problems = diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(MostProblems).Select(Describe).ToList();
        if (problems.Count > 0)
        {
            throw new CSharpScriptException(problems);
        }
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var start = diagnostic.Location.GetLineSpan().StartLinePosition;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Line {start.Line + 1}, column {start.Character + 1}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)} ({diagnostic.Id}).");
    }

    private static (Assembly Assembly, Func<object?[], Task<object?>> Run) Load(CSharpCompilation compilation, Assembly? scope)
    {
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(code, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        if (!result.Success)
        {
            Refuse(result.Diagnostics);
        }

        code.Position = 0;
        symbols.Position = 0;
        var assembly = new ScriptLoadContext(scope).LoadFromStream(code, symbols);
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        var method = assembly.GetType(entry.ContainingType.MetadataName)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return (assembly, method.CreateDelegate<Func<object?[], Task<object?>>>());
    }
}
