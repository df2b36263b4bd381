namespace Workflows.JavaScript.BuiltIns;

internal static partial class StringBuiltIns
{
    private const int LongSearch = 32;
    private const int LongText = 4096;

    /// <summary>
    /// Ordinal search. The platform's search takes the product of both lengths when a repetitive text meets a repetitive pattern, so long
    /// patterns are searched in linear time (Knuth, Morris and Pratt).
    /// </summary>
    public static int IndexOf(Realm realm, string text, string search, int from)
    {
        var length = text.Length - from;
        realm.Steps(length >> 8);
        return search.Length < LongSearch || length < LongText
            ? text.IndexOf(search, from, StringComparison.Ordinal)
            : Linear(realm, text, search, from);
    }

    private static int Linear(Realm realm, string text, string search, int from)
    {
        realm.Charge(search.Length * 4L);
        var borders = new int[search.Length];
        for (int i = 1, k = 0; i < search.Length; i++)
        {
            while (k > 0 && search[i] != search[k])
            {
                k = borders[k - 1];
            }

            k += search[i] == search[k] ? 1 : 0;
            borders[i] = k;
            if ((i & 255) == 0)
            {
                realm.Step();
            }
        }

        for (int i = from, k = 0; i < text.Length; i++)
        {
            while (k > 0 && text[i] != search[k])
            {
                k = borders[k - 1];
            }

            k += text[i] == search[k] ? 1 : 0;
            if (k == search.Length)
            {
                return i - k + 1;
            }

            if ((i & 255) == 0)
            {
                realm.Step();
            }
        }

        return -1;
    }
}
