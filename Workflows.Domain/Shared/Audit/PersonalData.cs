using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Workflows.Domain.Shared.Audit;

/// <summary>
/// Masks what an audit row must not keep: secrets are dropped, names and telephone numbers reduced to a first letter or last
/// digits, and e-mail addresses shortened wherever they stand, free text included.
/// </summary>
internal static partial class PersonalData
{
    private const string Hidden = "***";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private static readonly FrozenSet<string> PersonNames = new[]
    {
        "first_name", "last_name", "full_name", "display_name", "requester_name", "contact_name", "customer_name", "to_name",
        "author_name", "person_name",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] SecretMarks = ["password", "secret", "token", "api_key", "key_hash", "authorization"];
    private static readonly string[] PhoneMarks = ["phone", "mobile", "fax"];

    /// <summary>The object as JSON (members in snake_case), masked. Null gives null.</summary>
    public static string? ToMaskedJson(object? value)
    {
        if (value is null)
        {
            return null;
        }

        var node = JsonSerializer.SerializeToNode(value, value.GetType(), Json);
        return Mask(null, node)?.ToJsonString(Json);
    }

    /// <summary>An address as <c>j***@example.com</c>; anything that is no address is hidden as a whole.</summary>
    public static string MaskAddress(string address)
    {
        var at = address.LastIndexOf('@');
        return at <= 0 ? Hidden : $"{address[0]}{Hidden}{address[at..]}";
    }

    private static JsonNode? Mask(string? name, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (key, child) in members.ToList())
                {
                    members[key] = Mask(key, Detach(members, key, child));
                }

                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var item = items[i];
                    items[i] = null;
                    items[i] = Mask(name, item);
                }

                return items;
            case JsonValue scalar:
                return MaskScalar(name, scalar);
            default:
                return node;
        }
    }

    private static JsonNode? Detach(JsonObject parent, string key, JsonNode? child)
    {
        parent[key] = null;
        return child;
    }

    private static JsonNode MaskScalar(string? name, JsonValue scalar)
    {
        // A counter such as token_version tells nothing about anybody; only texts can be secrets.
        if (scalar.GetValueKind() != JsonValueKind.String)
        {
            return scalar;
        }

        var text = scalar.GetValue<string>();
        if (name is not null)
        {
            if (Array.Exists(SecretMarks, name.Contains))
            {
                return Hidden;
            }

            if (Array.Exists(PhoneMarks, name.Contains))
            {
                return text.Length > 4 ? Hidden + text[^2..] : Hidden;
            }

            if (PersonNames.Contains(name))
            {
                return text.Length > 0 ? text[0] + Hidden : text;
            }
        }

        return text.Contains('@', StringComparison.Ordinal)
            ? Address().Replace(text, static match => MaskAddress(match.Value))
            : text;
    }

    [GeneratedRegex(@"[^\s@<>""',;:()\[\]]+@[^\s@<>""',;:()\[\]]+", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Address();
}
