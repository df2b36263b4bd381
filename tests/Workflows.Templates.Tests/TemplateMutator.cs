using System.Text;

namespace Workflows.Templates.Tests;

/// <summary>Makes broken and strange templates of good ones.</summary>
internal sealed class TemplateMutator(IReadOnlyList<string> corpus, int seed)
{
    private const string Fragments = """
        {{ | }} | {{- | -}} | {{~ | ~}} | {%{ | }%} | {% | %} | if | else | end | for x in | while | func f(a, b = 1, c...) | ret
        do | capture x | with y | wrap f | import | readonly x | case | when | tablerow | include 'a' | this | empty | null | true
        $ | $$ | $0 | $x | $" | " | ' | ` | { | } | [ | ] | ( | ) | | | || | && | ?? | ?! | ?. | . | .. | ..< | ... | @ | ^ | ! | ++ | --
        += | -= | *= | /= | //= | %= | == | != | < | > | <= | >= | << | >> | + | - | * | / | // | % | = | , | : | ; | \ | # | ##
        0 | 1 | -1 | 2147483647 | 9223372036854775807 | 1e308 | 0x1f | 1.5m | 99999999999999999999 | x | y | for.index | while.index
        string.pad_left | array.insert_at | math.round | array.sort | object.eval | object.eval_template | regex.replace | date.parse
        array.each @f | array.map 'a' | object.to_json | string.split '' | math.divided_by 0 | array.cycle | timespan.from_days | limit: | offset:
        endif | endfor | assign x = | elsif | unless | cycle 'a', 'b' | comment | endcomment | raw | endraw | contains | and | or
        """;

    private readonly Random _random = new(seed);
    private readonly string[] _fragments = [.. Fragments.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), "|", "||", "\n"];

    public string Next()
    {
        var text = new StringBuilder(corpus[_random.Next(corpus.Count)]);
        for (var steps = _random.Next(1, 4); steps > 0; steps--)
        {
            var at = _random.Next(text.Length + 1);
            switch (_random.Next(7))
            {
                case 0 when text.Length > 0:
                    text.Remove(Math.Min(at, text.Length - 1), Math.Min(_random.Next(1, 8), text.Length - Math.Min(at, text.Length - 1)));
                    break;
                case 1 or 2:
                    text.Insert(at, ' ').Insert(at, _fragments[_random.Next(_fragments.Length)]);
                    break;
                case 3:
                    var other = corpus[_random.Next(corpus.Count)];
                    var from = _random.Next(other.Length + 1);
                    text.Insert(at, other.AsSpan(from, Math.Min(_random.Next(40), other.Length - from)));
                    break;
                case 4 when text.Length > 1:
                    text[Math.Min(at, text.Length - 1)] = (char)_random.Next(32, 127);
                    break;
                case 5 when text.Length > 1:
                    text.Insert(at, text.ToString(), 1);
                    break;
                default:
                    text.Insert(at, (char)_random.Next(0, 0x2100));
                    break;
            }
        }

        return text.Length > 4000 ? text.ToString(0, 4000) : text.ToString();
    }
}
