using System.Globalization;
using System.Text.Json.Nodes;
using Workflows.Templates;
using YamlDotNet.Core;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>Makes templates of the shipped files: front matter, shared models, pairs.</summary>
internal sealed class ShippedMailTemplates
{
    private const string Html = ".sbnhtml", Text = ".sbntxt", Model = ".model.yaml", Fence = "---";
    private const int MaxModels = 8;
    private static readonly string[] Members = ["description", "subject", "layout", "model", "schema", "sample"];

    private readonly IReadOnlyDictionary<string, string> _files;
    private readonly List<string> _problems = [];
    private readonly SortedDictionary<string, MailTemplateContent> _contents = new(StringComparer.Ordinal);

    public ShippedMailTemplates(IMailTemplateFiles files)
    {
        _files = files.Files;
        foreach (var key in _files.Keys.Where(static f => f.EndsWith(Html, StringComparison.Ordinal) || f.EndsWith(Text, StringComparison.Ordinal))
            .Select(static f => f[..f.LastIndexOf('.')]).Distinct(StringComparer.Ordinal))
        {
            _contents[key] = Read(key);
        }
    }

    /// <summary>The templates by key.</summary>
    public IReadOnlyDictionary<string, MailTemplateContent> Contents => _contents;

    /// <summary>What is wrong with front matter and models; what is wrong with the templates themselves a check finds.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Lines before the HTML part in its file, to find what a position in the part means in the file.</summary>
    public int LinesBefore(string key) => _files.TryGetValue(key + Html, out var file) ? Divide(file).Line : 0;

    private MailTemplateContent Read(string key)
    {
        var text = _files.GetValueOrDefault(key + Text);
        if (!_files.TryGetValue(key + Html, out var file))
        {
            // A pair of which one part is missing is found by the check; a partial may have one part only.
            return new MailTemplateContent { Text = text };
        }

        var (yaml, html, _) = Divide(file);
        var front = ReadYaml(key + Html, yaml, 1);
        foreach (var name in front.Select(static p => p.Key).Except(Members, StringComparer.Ordinal))
        {
            _problems.Add($"{key}{Html}: unknown front matter `{name}`{Suggestion.For(name, Members)}");
        }

        var (schema, sample) = (front["schema"] as JsonObject, front["sample"] as JsonObject);
        if (front["model"]?.GetValue<string>() is { } model)
        {
            (schema, sample) = Extend(key + Html, model, schema, sample);
        }

        return new MailTemplateContent
        {
            Description = front["description"]?.ToString() ?? string.Empty,
            Subject = front["subject"]?.ToString(),
            Layout = front["layout"]?.ToString(),
            Html = html,
            Text = text,
            Schema = schema?.DeepClone().AsObject(),
            Sample = sample?.DeepClone().AsObject(),
        };
    }

    /// <summary>The shared model with the template's own members on top.</summary>
    private (JsonObject Schema, JsonObject Sample) Extend(string name, string model, JsonObject? schema, JsonObject? sample, int depth = 0)
    {
        if (depth > MaxModels || !_files.TryGetValue(model + Model, out var file))
        {
            _problems.Add($"{name}: there is no {model}{Model}, or it extends itself.");
            return (schema ?? [], sample ?? []);
        }

        var shared = ReadYaml(model + Model, file, 0);
        var (sharedSchema, sharedSample) = (shared["schema"] as JsonObject ?? [], shared["sample"] as JsonObject ?? []);
        if (shared["model"]?.GetValue<string>() is { } wider)
        {
            (sharedSchema, sharedSample) = Extend(model + Model, wider, sharedSchema, sharedSample, depth + 1);
        }

        return (Merge(sharedSchema, schema ?? []), Merge(sharedSample, sample ?? []));
    }

    private static JsonObject Merge(JsonObject target, JsonObject extra)
    {
        foreach (var (name, value) in extra)
        {
            if (value is JsonObject more && target[name] is JsonObject given)
            {
                Merge(given, more);
            }
            else if (name == "required" && value is JsonArray names && target[name] is JsonArray list)
            {
                foreach (var required in names)
                {
                    list.Add(required!.DeepClone());
                }
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }

        return target;
    }

    private JsonObject ReadYaml(string name, string yaml, long line)
    {
        try
        {
            if (YamlJson.Read(yaml) is JsonObject members)
            {
                return members;
            }

            _problems.Add($"{name}: front matter (members between two lines of ---) is missing.");
        }
        catch (Exception exception) when (exception is YamlException or InvalidCastException or ArgumentException)
        {
            var at = (exception as YamlException)?.Start ?? Mark.Empty;
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}({at.Line + line},{at.Column}): {exception.Message}"));
        }

        return [];
    }

    private static (string Yaml, string Body, int Line) Divide(string file)
    {
        var end = file.IndexOf("\n" + Fence + "\n", StringComparison.Ordinal);
        if (!file.StartsWith(Fence + "\n", StringComparison.Ordinal) || end < 0)
        {
            return (string.Empty, file, 0);
        }

        var body = end + Fence.Length + 2;
        return (file[(Fence.Length + 1)..end], file[body..], file.AsSpan(0, body).Count('\n'));
    }
}
