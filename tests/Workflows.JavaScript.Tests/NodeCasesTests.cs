using System.Text;
using FluentAssertions;
using Xunit;

namespace Workflows.JavaScript.Tests;

/// <summary>Cases with the answers of Node.js, written by Cases/expect.js. What differs by choice (docs/javascript.md) is not among them.</summary>
public sealed class NodeCasesTests
{
    private const string Answer = "//=> ";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases");
    private static readonly Script Prelude = Script.Parse(File.ReadAllText(Path.Combine(Folder, "prelude.js")), "prelude");

    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Scripts_answer_as_in_Node(string subject)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, subject + ".txt"));
        var different = new List<string>();
        var count = 0;
        for (var i = 0; i + 1 < lines.Length; i++)
        {
            if (!lines[i + 1].StartsWith(Answer, StringComparison.Ordinal))
            {
                continue;
            }

            count++;
            var ours = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Run(lines[i]))).Replace("\n", "⏎", StringComparison.Ordinal);
            if (ours != lines[i + 1][Answer.Length..])
            {
                different.Add($"{lines[i]}\n  ours {ours}\n  node {lines[i + 1][Answer.Length..]}");
            }
        }

        different.Should().BeEmpty();
        count.Should().BePositive();
    }

    private static string Run(string line)
    {
        var parseOnly = line.StartsWith("! ", StringComparison.Ordinal);
        var source = (parseOnly || line.StartsWith("% ", StringComparison.Ordinal) ? line[2..] : $"show({line}\n)").Replace('⏎', '\n');
        try
        {
            var script = Script.Parse(source);
            if (parseOnly)
            {
                return "parses";
            }

            var engine = new ScriptEngine(new ScriptOptions { Timeout = Timeout.InfiniteTimeSpan });
            engine.Evaluate(Prelude);
            return engine.Evaluate(script) switch
            {
                string text => text,
                null => "(undefined)",
                bool truth => truth ? "(true)" : "(false)",
                var other => $"({other})",
            };
        }
        catch (JavaScriptException error)
        {
            return $"throws {error.ErrorType}";
        }
    }
}
