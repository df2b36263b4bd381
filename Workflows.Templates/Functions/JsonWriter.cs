using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Workflows.Templates.Functions;

/// <summary>Writes values as JSON. HTML characters are escaped, so the text may stand inside a script element.</summary>
internal static class JsonWriter
{
    private const int MaxNesting = 60;

    public static string Write(RenderContext context, Value value, Node site)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, context, value, site, 0);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, RenderContext context, Value value, Node site, int depth)
    {
        context.CheckLength(site, writer.BytesCommitted + writer.BytesPending);
        if (depth > MaxNesting)
        {
            throw site.Error($"The value is nested deeper than {MaxNesting}.");
        }

        switch (value.Kind)
        {
            case ValueKind.Null or ValueKind.Function:
                writer.WriteNullValue();
                break;
            case ValueKind.Bool:
                writer.WriteBooleanValue(value.AsBool);
                break;
            case ValueKind.Int or ValueKind.Long:
                writer.WriteNumberValue(value.AsLong);
                break;
            case ValueKind.Double or ValueKind.Float:
                WriteReal(writer, Operators.ToDouble(value), value, context);
                break;
            case ValueKind.Decimal:
                writer.WriteNumberValue((decimal)value.Ref!);
                break;
            case ValueKind.BigInteger:
                writer.WriteRawValue(((BigInteger)value.Ref!).ToString(CultureInfo.InvariantCulture));
                break;
            case ValueKind.Array or ValueKind.Range:
                writer.WriteStartArray();
                var items = Items.Of(context, value, site);
                for (var i = 0; i < items.Count; i++)
                {
                    Write(writer, context, items[i], site, depth + 1);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.Date:
                WriteDate(writer, value);
                break;
            case ValueKind.String or ValueKind.TimeSpan:
                writer.WriteStringValue(context.ToText(value));
                break;
            default:
                WriteObject(writer, context, value, site, depth);
                break;
        }
    }

    private static void WriteReal(Utf8JsonWriter writer, double number, Value value, RenderContext context)
    {
        if (!double.IsFinite(number))
        {
            writer.WriteStringValue(context.ToText(value));
        }
        else if (value.Ref is float single)
        {
            writer.WriteNumberValue(single);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }

    private static void WriteDate(Utf8JsonWriter writer, Value value)
    {
        switch (value.Ref)
        {
            case DateTime time:
                writer.WriteStringValue(time);
                break;
            case DateTimeOffset instant:
                writer.WriteStringValue(instant);
                break;
            default:
                writer.WriteStringValue(((DateOnly)value.Ref!).ToString("O", CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, RenderContext context, Value value, Node site, int depth)
    {
        if (value.Ref is Enum)
        {
            writer.WriteNumberValue(context.ToLong(value, site));
            return;
        }

        writer.WriteStartObject();
        foreach (var (name, member) in Items.Members(context, value.Ref!))
        {
            if (member.Kind != ValueKind.Function)
            {
                writer.WritePropertyName(name);
                Write(writer, context, member, site, depth + 1);
            }
        }

        writer.WriteEndObject();
    }
}
