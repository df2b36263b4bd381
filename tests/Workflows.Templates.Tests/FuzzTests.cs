using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Xunit.Abstractions;

namespace Workflows.Templates.Tests;

/// <summary>
/// TEMPLATES_FUZZ is the number of templates (default 4,000; the release run takes 200,000), TEMPLATES_FUZZ_SEED the seed,
/// TEMPLATES_FUZZ_CORPUS a JSON array of further templates to start from.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly TemplateLimits Limits = new()
    {
        LoopIterations = 2000,
        OutputLength = 20_000,
        StringLength = 10_000,
        Time = TimeSpan.FromSeconds(1),
        RegexTime = TimeSpan.FromMilliseconds(100),
    };

    private static readonly TemplateOptions[] Options =
    [
        new() { Limits = Limits },
        new() { Limits = Limits, Mode = TemplateMode.Liquid },
        new() { Limits = Limits, Mode = TemplateMode.ScriptOnly },
        new() { Limits = Limits, StrictVariables = true, Escaping = TemplateEscaping.Html },
    ];

    [Fact]
    public void Mutated_templates_neither_crash_nor_hang()
    {
        var count = Setting("TEMPLATES_FUZZ", 4_000);
        var seed = Setting("TEMPLATES_FUZZ_SEED", 20_261_120);
        var mutator = new TemplateMutator(Corpus(), seed);
        using var document = JsonDocument.Parse(
            """{"x":1,"y":{"a":[1,2,{"b":null}]},"name":"Ada","list":["a","b"],"when":"2026-01-02"}""");
        int rendered = 0, refused = 0;
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < count; i++)
        {
            var text = mutator.Next();
            var options = Options[text.Contains("{%", StringComparison.Ordinal) ? 1 : i % 4];
            if (options.Mode == TemplateMode.ScriptOnly)
            {
                text = text.Replace("{{", "\n", StringComparison.Ordinal).Replace("}}", "\n", StringComparison.Ordinal);
            }

            var watch = Stopwatch.StartNew();
            try
            {
                var template = Template.Parse(text, "fuzz", options);
                if (!template.HasErrors)
                {
                    template.Render(document.RootElement);
                    rendered++;
                }
            }
            catch (TemplateRuntimeException e) when (e.Line > 0 && e.Column > 0)
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Template {i} of seed {seed}: {text}", e);
            }

            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            slowest.Should().BeLessThan(TimeSpan.FromSeconds(20), "this template must not hang: {0}", text);
        }

        output.WriteLine($"{count} templates of seed {seed}: {rendered} rendered, {refused} stopped with an error; slowest {slowest.TotalMilliseconds:F0} ms");
    }

    private static int Setting(string name, int missing) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : missing;

    /// <summary>The templates of the other tests.</summary>
    private static List<string> Corpus() =>
        [.. typeof(FuzzTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method
            .GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(method))
            .Select(row => row[0]).OfType<string>())
            .Concat(Further())
            .Select(text => text.Contains('{', StringComparison.Ordinal) ? text : "{{ " + text + " }}")];

    private static string[] Further() =>
        Environment.GetEnvironmentVariable("TEMPLATES_FUZZ_CORPUS") is { Length: > 0 } path
            ? JsonSerializer.Deserialize<string[]>(File.ReadAllText(path))!
            : [];
}
