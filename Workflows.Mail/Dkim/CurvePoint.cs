namespace Workflows.Mail.Dkim;

/// <summary>A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z (RFC 8032 section 5.1.4).</summary>
internal readonly struct CurvePoint
{
    // d = -121665/121666, and the base point, as decimal integers in RFC 8032 section 5.1; here as bytes, little endian.
    private static readonly FieldElement TwiceD = Twice("a3785913ca4deb75abd841414d0a700098e879777940c78c73fe6f2bee6c0352");
    private static readonly FieldElement BaseX = Hex("1ad5258f602d56c9b2a7259560c72c695cdcd6fd31e2a4c0fe536ecdd3366921");
    private static readonly FieldElement BaseY = Hex("5866666666666666666666666666666666666666666666666666666666666666");
    private static readonly Lazy<Affine[]> Table = new(BuildTable);
    private readonly FieldElement _x;
    private readonly FieldElement _y;
    private readonly FieldElement _z;
    private readonly FieldElement _t;

    private CurvePoint(FieldElement x, FieldElement y, FieldElement z, FieldElement t)
    {
        _x = x;
        _y = y;
        _z = z;
        _t = t;
    }

    private static CurvePoint Identity => new(FieldElement.Zero, FieldElement.One, FieldElement.One, FieldElement.Zero);

    /// <summary>The base point times a scalar of 32 bytes, little endian.</summary>
    /// <remarks>
    /// One addition for each half byte, from a table of the multiples of every power of 16. Every entry of a row is
    /// read and masked, so that neither branches nor addresses depend on the secret.
    /// </remarks>
    public static CurvePoint MultiplyBase(ReadOnlySpan<byte> scalar)
    {
        var table = Table.Value;
        var result = Identity;
        for (var i = 0; i < 64; i++)
        {
            var digit = (uint)(scalar[i / 2] >> (4 * (i & 1))) & 15;
            var entry = table[i * 16];
            for (uint j = 1; j < 16; j++)
            {
                // All ones exactly when j equals the digit.
                var mask = (ulong)(((long)(j ^ digit) - 1) >> 63);
                entry = Affine.Select(entry, table[(i * 16) + j], mask);
            }

            result = result.Add(entry);
        }

        return result;
    }

    /// <summary>The 32 bytes of RFC 8032 section 5.1.2: y, with the lowest bit of x on top.</summary>
    public void Write(Span<byte> bytes)
    {
        var inverse = _z.Invert();
        Span<byte> x = stackalloc byte[32];
        (_x * inverse).Write(x);
        (_y * inverse).Write(bytes);
        bytes[31] |= (byte)((x[0] & 1) << 7);
    }

    private CurvePoint Add(in Affine other)
    {
        var a = (_y - _x) * other.YMinusX;
        var b = (_y + _x) * other.YPlusX;
        var c = _t * other.XY2D;
        var d = _z + _z;
        var e = b - a;
        var f = d - c;
        var g = d + c;
        var h = b + a;
        return new CurvePoint(e * f, g * h, f * g, e * h);
    }

    private Affine ToAffine()
    {
        var inverse = _z.Invert();
        var x = _x * inverse;
        var y = _y * inverse;

        // The products by one carry, so that entries are as small as Add expects.
        return new Affine((y + x) * FieldElement.One, (y - x) * FieldElement.One, x * y * TwiceD);
    }

    private static Affine[] BuildTable()
    {
        var table = new Affine[64 * 16];
        var power = new CurvePoint(BaseX, BaseY, FieldElement.One, BaseX * BaseY);
        for (var i = 0; i < 64; i++)
        {
            var step = power.ToAffine();
            var multiple = Identity;
            for (var j = 0; j < 16; j++)
            {
                table[(i * 16) + j] = multiple.ToAffine();
                multiple = multiple.Add(step);
            }

            power = multiple;
        }

        return table;
    }

    private static FieldElement Hex(string bytes) => FieldElement.Read(Convert.FromHexString(bytes));

    private static FieldElement Twice(string bytes) => (Hex(bytes) + Hex(bytes)) * FieldElement.One;

    /// <summary>A point with Z = 1, in the form that addition needs.</summary>
    private readonly record struct Affine(FieldElement YPlusX, FieldElement YMinusX, FieldElement XY2D)
    {
        public static Affine Select(in Affine x, in Affine y, ulong mask) =>
            new(
                FieldElement.Select(x.YPlusX, y.YPlusX, mask),
                FieldElement.Select(x.YMinusX, y.YMinusX, mask),
                FieldElement.Select(x.XY2D, y.XY2D, mask));
    }
}
