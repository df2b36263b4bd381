using System.Collections;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Templates.Evaluation;

internal sealed partial class RenderContext
{
    // Deep enough for any honest value; an object that holds itself ends here.
    private const int MaxNesting = 32;

    /// <summary>Writes the value of an expression statement, escaped and indented as the options ask.</summary>
    public void Write(Value value, Node site, ReadOnlySpan<char> indent)
    {
        if (value.IsNull)
        {
            return;
        }

        if (indent.IsEmpty && (!EscapesHtml || value.Ref is ValueTag))
        {
            WriteRaw(value, site);
            return;
        }

        var text = ToText(value);
        if (EscapesHtml && value.Ref is not TrustedHtml)
        {
            text = HtmlFunctions.Escape(text);
        }

        if (indent.IsEmpty || !text.Contains('\n', StringComparison.Ordinal))
        {
            Out.Append(text);
        }
        else
        {
            Out.AppendIndented(text, indent);
        }

        CheckOutput(site);
    }

    public void WriteRaw(Value value, Node site)
    {
        switch (value.Ref)
        {
            case null:
                return;
            case string text:
                Out.Append(text);
                CheckOutput(site);
                return;
            case ValueTag tag:
                WriteTagged(value, tag.Kind);
                return;
            default:
                Out.Append(ToText(value));
                CheckOutput(site);
                return;
        }
    }

    public string ToText(Value value)
    {
        switch (value.Ref)
        {
            case null:
                return "";
            case string text:
                return text;
            case TrustedHtml html:
                return html.Html;
            case ValueTag tag:
                return tag.Kind switch
                {
                    ValueKind.Bool => value.AsBool ? "true" : "false",
                    ValueKind.Double => value.AsDouble.ToString(Culture),
                    _ => value.AsLong.ToString(Culture),
                };
            default:
                var builder = new StringBuilder();
                Describe(builder, value, 0);
                return builder.ToString();
        }
    }

    private void WriteTagged(Value value, ValueKind kind)
    {
        switch (kind)
        {
            case ValueKind.Bool:
                Out.Append(value.AsBool ? "true" : "false");
                break;
            case ValueKind.Double:
                Out.Append(value.AsDouble, Culture);
                break;
            default:
                Out.Append(value.AsLong, Culture);
                break;
        }
    }

    private void Describe(StringBuilder builder, Value value, int depth)
    {
        if (depth > MaxNesting || builder.Length > Options.Limits.StringLength)
        {
            builder.Append("...");
            return;
        }

        switch (value.Ref)
        {
            case null:
                builder.Append("null");
                break;
            case string or TrustedHtml:
                if (depth == 0)
                {
                    builder.Append(value.AsString);
                }
                else
                {
                    builder.Append('"');
                    StringFunctions.AppendEscaped(builder, value.AsString);
                    builder.Append('"');
                }

                break;
            case ValueTag:
                builder.Append(ToText(value));
                break;
            case TemplateFunction:
                builder.Append("<function>");
                break;
            case DateTime or DateTimeOffset or DateOnly:
                builder.Append(DateFormatter.Format(ToOffset(value), DateFormat ?? DateFormatter.Default, Culture));
                break;
            case BigInteger or decimal or float or TimeSpan:
                builder.Append(((IFormattable)value.Ref).ToString(null, Culture));
                break;
            case JsonObject or JsonElement { ValueKind: JsonValueKind.Object } or TemplateObject or IDictionary<string, object?> or IDictionary:
                DescribeObject(builder, value.Ref, depth);
                break;
            case IEnumerable or JsonElement:
                DescribeList(builder, value, depth);
                break;
            default:
                builder.Append(value.Ref is IFormattable formattable ? formattable.ToString(null, Culture) : value.Ref.ToString());
                break;
        }
    }

    private void DescribeObject(StringBuilder builder, object target, int depth)
    {
        builder.Append('{');
        var first = true;
        foreach (var (name, member) in Items.Members(this, target))
        {
            builder.Append(first ? "" : ", ").Append(name).Append(": ");
            Describe(builder, member, depth + 1);
            first = false;
        }

        builder.Append('}');
    }

    private void DescribeList(StringBuilder builder, Value value, int depth)
    {
        builder.Append('[');
        if (value.Ref is ValueRange range)
        {
            CheckLength(DescribedNowhere, range.Count);
        }

        var items = Items.Of(this, value, DescribedNowhere);
        for (var i = 0; i < items.Count && builder.Length <= Options.Limits.StringLength; i++)
        {
            builder.Append(i == 0 ? "" : ", ");
            Describe(builder, items[i], depth + 1);
        }

        builder.Append(']');
    }

    private static Node DescribedNowhere { get; } = new Literal(default) { Source = new Parsing.SourceText("", null) };
}
