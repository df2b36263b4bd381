using System.Dynamic;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Workflows.Engine.Expressions;

namespace Workflows.CSharp.Compilation;

/// <summary>Writes the C# that declares Variables, Inputs and Args for a scope, with a typed property for every name.</summary>
internal static class ScopeSource
{
    private const string Variables = "WorkflowVariablesProxy";
    private const string Inputs = "WorkflowInputsProxy";
    private const string Arguments = "WorkflowArgumentsProxy";

    private static readonly HashSet<string> Taken =
    [
        "Get", "Set", "ExecutionContext", "Arguments", Variables, Inputs, Arguments,
        .. typeof(object).GetMethods(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            .Select(static method => method.Name),
    ];

    public static string Write(ScopeKey scope)
    {
        var source = new StringBuilder();
        Class(source, Variables, nameof(VariablesProxy), "ExecutionContextProxy", scope.Names.Variables, settable: true);
        Class(source, Inputs, nameof(InputsProxy), "ExecutionContextProxy", scope.Names.Inputs, settable: false);
        Class(source, Arguments, nameof(ArgumentsProxy), "IDictionary<string, object>", scope.Arguments.Inputs, settable: false);

        // Elsa's scripts know variables and inputs by both names.
        source.Append(CultureInfo.InvariantCulture, $"var Variables = new {Variables}(ExecutionContext); var Variable = Variables;");
        source.Append(CultureInfo.InvariantCulture, $"var Inputs = new {Inputs}(ExecutionContext); var Input = Inputs;");
        source.Append(CultureInfo.InvariantCulture, $"var Args = new {Arguments}(Arguments);");
        return source.ToString();
    }

    /// <summary>Whether a compiler's message says that a scope lacks a name.</summary>
    public static bool IsMissingName(string problem) => problem.Contains("CS1061", StringComparison.Ordinal)
        && (problem.Contains(Variables, StringComparison.Ordinal) || problem.Contains(Inputs, StringComparison.Ordinal) || problem.Contains(Arguments, StringComparison.Ordinal));

    private static void Class(StringBuilder source, string name, string basis, string parameter, IReadOnlyList<ScriptName> members, bool settable)
    {
        source.Append(CultureInfo.InvariantCulture, $"public sealed class {name} : {basis} {{ public {name}({parameter} source) : base(source) {{ }}");
        var written = new HashSet<string>(Taken, StringComparer.Ordinal);
        foreach (var member in members)
        {
            // The name as it stands wins over another's name in Pascal case.
            if (written.Add(member.Name))
            {
                Property(source, member.Name, member, settable);
            }
        }

        foreach (var member in members.Where(static m => m.Name.Length > 0))
        {
            var pascal = char.ToUpperInvariant(member.Name[0]) + member.Name[1..];
            if (written.Add(pascal))
            {
                Property(source, pascal, member, settable);
            }
        }

        source.AppendLine(" }");
    }

    private static void Property(StringBuilder source, string name, ScriptName member, bool settable)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
        {
            return;
        }

        var key = SymbolDisplay.FormatLiteral(member.Name, quote: true);
        var visible = References.Sees(member.Type);
        var type = visible ? TypeName(member.Type) : "object";
        var shown = member.Type == typeof(ExpandoObject) ? "dynamic" : type;
        source.Append(CultureInfo.InvariantCulture, $" public {shown} @{name} {{ get => Get<{type}>({key});");
        source.Append(settable ? $" set => Set({key}, value); }}" : " }");
    }

    private static string TypeName(Type type)
    {
        if (type.IsArray)
        {
            return $"{TypeName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsNested)
        {
            // Rare, and generic parameters of the outer class are shared with the inner: not worth the spelling.
            return type.IsGenericType ? "object" : "global::" + type.FullName!.Replace('+', '.');
        }

        if (!type.IsGenericType)
        {
            return "global::" + type.FullName;
        }

        var name = type.FullName![..type.FullName!.IndexOf('`', StringComparison.Ordinal)];
        return $"global::{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
    }
}
