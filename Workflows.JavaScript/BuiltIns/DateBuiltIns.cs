namespace Workflows.JavaScript.BuiltIns;

internal sealed class DateObject(JsObject prototype, double time) : JsObject(prototype)
{
    /// <summary>Milliseconds since 1970 in UTC, or NaN.</summary>
    public double Time { get; set; } = time;

    public override string ClassName => "Date";
}

internal static partial class DateBuiltIns
{
    public static readonly Template Statics = new Template()
        .Method("now", 0, static (r, _, _) => JsValue.Of(Now(r)))
        .Method("parse", 1, static (r, _, a) => JsValue.Of(DateText.Parse(r, Operators.ToText(r, a.At(0)))))
        .Method("UTC", 7, static (r, _, a) => JsValue.Of(DateMath.Clip(Compose(r, a))));

    public static readonly Template Prototype = Setters(Getters(new Template()
        .Value("constructor", r => JsValue.Of(r[Intrinsic.Date]))
        .Method("getTime", 0, static (r, self, _) => JsValue.Of(This(r, self).Time))
        .Method("valueOf", 0, static (r, self, _) => JsValue.Of(This(r, self).Time))
        .Method("getTimezoneOffset", 0, static (r, self, _) => JsValue.Of((0 - DateMath.Offset(r, This(r, self).Time)) / DateMath.MsPerMinute))
        .Method("setTime", 1, static (r, self, a) =>
        {
            var date = This(r, self);
            return JsValue.Of(date.Time = DateMath.Clip(Operators.ToNumber(r, a.At(0))));
        })
        .Method("toDateString", 0, static (r, self, _) => Text(r, self, DateText.Date))
        .Method("toISOString", 0, static (r, self, _) =>
        {
            var time = This(r, self).Time;
            return double.IsNaN(time) ? throw r.RangeError("Invalid time value") : JsValue.Of(DateText.Iso(time));
        })
        .Method("toJSON", 1, ToJson)
        .Method("toLocaleDateString", 0, static (r, self, _) => Text(r, self, DateText.LocaleDate))
        .Method("toLocaleString", 0, static (r, self, _) => Text(r, self, DateText.Locale))
        .Method("toLocaleTimeString", 0, static (r, self, _) => Text(r, self, DateText.LocaleTime))
        .Method("toString", 0, static (r, self, _) => Text(r, self, DateText.Full))
        .Method("toTimeString", 0, static (r, self, _) => Text(r, self, DateText.Time))
        .Value("toUTCString", r => r.Shared("toUTCString", 0, static (realm, self, _) => Text(realm, self, static (_, t) => DateText.Utc(t))))
        .Value("toGMTString", r => r.Shared("toUTCString", 0, static (realm, self, _) => Text(realm, self, static (_, t) => DateText.Utc(t))))
        .Method(JsSymbol.ToPrimitive, "[Symbol.toPrimitive]", 1, ToPrimitive, Attributes.Configurable)));

    public static DateObject Create(Realm realm, double time)
    {
        realm.Charge(80);
        return new DateObject(realm[Intrinsic.DatePrototype], DateMath.Clip(time));
    }

    public static JsValue Construct(Realm realm, ReadOnlySpan<JsValue> a, JsObject? newTarget)
    {
        if (newTarget is null)
        {
            return JsValue.Of(DateText.Full(realm, Now(realm)));
        }

        double time;
        if (a.Length == 0)
        {
            time = Now(realm);
        }
        else if (a.Length == 1)
        {
            if (a[0].Ref is DateObject other)
            {
                time = other.Time;
            }
            else
            {
                var value = Operators.ToPrimitive(realm, a[0]);
                time = value.IsString ? DateText.Parse(realm, value.AsString()) : DateMath.Clip(Operators.ToNumber(realm, value));
            }
        }
        else
        {
            time = DateMath.Clip(DateMath.ToUtc(realm, Compose(realm, a)));
        }

        realm.Charge(80);
        return JsValue.Of(new DateObject(realm.PrototypeFor(newTarget, Intrinsic.DatePrototype), time));
    }

    private static double Now(Realm realm) => realm.Options.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static DateObject This(Realm realm, in JsValue self) => self.Ref as DateObject ?? throw realm.TypeError("this is not a Date object.");

    private static JsValue Text(Realm realm, in JsValue self, Func<Realm, double, string> format)
    {
        var time = This(realm, self).Time;
        return realm.Text(double.IsNaN(time) ? "Invalid Date" : format(realm, time));
    }

    /// <summary>Year, month and so on to a time; years 0 to 99 mean 1900 to 1999.</summary>
    private static double Compose(Realm realm, ReadOnlySpan<JsValue> a)
    {
        Span<double> parts = [double.NaN, 0, 1, 0, 0, 0, 0];
        for (var i = 0; i < Math.Min(a.Length, 7); i++)
        {
            parts[i] = Operators.ToNumber(realm, a[i]);
        }

        var year = parts[0];
        if (!double.IsNaN(year) && Math.Truncate(year) is >= 0 and <= 99)
        {
            year = 1900 + Math.Truncate(year);
        }

        return DateMath.MakeDate(DateMath.MakeDay(year, parts[1], parts[2]), DateMath.MakeTime(parts[3], parts[4], parts[5], parts[6]));
    }

    private static JsValue ToJson(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        var o = Operators.ToObject(realm, self);
        var primitive = Operators.ToPrimitive(realm, JsValue.Of(o), "number");
        if (primitive.IsNumber && !double.IsFinite(primitive.Num))
        {
            return JsValue.Null;
        }

        return o.Get(realm, "toISOString").Ref is JsFunction function
            ? function.Call(realm, JsValue.Of(o), [])
            : throw realm.TypeError("toISOString is not a function");
    }

    private static JsValue ToPrimitive(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (self.Ref is not JsObject o)
        {
            throw realm.TypeError("Date.prototype[Symbol.toPrimitive] called on a value that is not an object");
        }

        return a.At(0).IsString && a[0].AsString() is "string" or "default" or "number" && a.At(0).IsString
            ? Operators.OrdinaryToPrimitive(realm, o, a[0].AsString() != "number")
            : throw realm.TypeError("Invalid hint");
    }

    private static Template Getters(Template template)
    {
        foreach (var (name, part) in new (string, Func<double, double>)[]
        {
            ("FullYear", DateMath.Year), ("Month", DateMath.Month), ("Date", DateMath.Day), ("Day", DateMath.WeekDay), ("Hours", DateMath.Hour),
            ("Minutes", DateMath.Minute), ("Seconds", DateMath.Second), ("Milliseconds", DateMath.Millisecond),
        })
        {
            template.Method("get" + name, 0, (r, self, _) => Part(This(r, self).Time, t => part(DateMath.ToLocal(r, t))));
            template.Method("getUTC" + name, 0, (r, self, _) => Part(This(r, self).Time, part));
        }

        return template.Method("getYear", 0, static (r, self, _) => Part(This(r, self).Time, t => DateMath.Year(DateMath.ToLocal(r, t)) - 1900));
    }

    private static JsValue Part(double time, Func<double, double> part) => double.IsNaN(time) ? JsValue.NaN : JsValue.Of(part(time));

    private static Template Setters(Template template)
    {
        // Each setter names its first part and takes as many parts as follow it within the date or the time.
        foreach (var (name, first, count) in new[]
        {
            ("FullYear", 0, 3), ("Month", 1, 2), ("Date", 2, 1), ("Hours", 3, 4), ("Minutes", 4, 3), ("Seconds", 5, 2), ("Milliseconds", 6, 1),
        })
        {
            template.Method("set" + name, count, (r, self, a) => Change(r, This(r, self), a, first, count, true));
            template.Method("setUTC" + name, count, (r, self, a) => Change(r, This(r, self), a, first, count, false));
        }

        return template.Method("setYear", 1, static (r, self, a) =>
        {
            var date = This(r, self);
            var year = Operators.ToNumber(r, a.At(0));
            if (double.IsNaN(year))
            {
                return JsValue.Of(date.Time = double.NaN);
            }

            var full = Math.Truncate(year) is >= 0 and <= 99 ? Math.Truncate(year) + 1900 : year;
            return Change(r, date, [JsValue.Of(full)], 0, 1, true);
        });
    }

    private static JsValue Change(Realm realm, DateObject date, ReadOnlySpan<JsValue> a, int first, int count, bool local)
    {
        var start = date.Time;
        Span<double> given = stackalloc double[4];
        var used = Math.Clamp(a.Length, 1, count);
        for (var i = 0; i < used; i++)
        {
            given[i] = Operators.ToNumber(realm, a.At(i));
        }

        if (double.IsNaN(start))
        {
            if (first != 0)
            {
                return JsValue.NaN;
            }

            start = 0;
        }
        else if (local)
        {
            start = DateMath.ToLocal(realm, start);
        }

        Span<double> parts =
        [
            DateMath.Year(start), DateMath.Month(start), DateMath.Day(start), DateMath.Hour(start), DateMath.Minute(start), DateMath.Second(start), DateMath.Millisecond(start),
        ];
        given[..used].CopyTo(parts[first..]);
        var time = DateMath.MakeDate(DateMath.MakeDay(parts[0], parts[1], parts[2]), DateMath.MakeTime(parts[3], parts[4], parts[5], parts[6]));
        return JsValue.Of(date.Time = DateMath.Clip(local ? DateMath.ToUtc(realm, time) : time));
    }
}
