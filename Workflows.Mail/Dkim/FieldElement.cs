using System.Buffers.Binary;

namespace Workflows.Mail.Dkim;

/// <summary>An integer modulo 2^255 - 19 in five limbs of 51 bits. Operations take the same time whatever the values.</summary>
/// <remarks>
/// Limbs may exceed 51 bits by a few: addition and subtraction do not carry, so at most two of them may stand between
/// multiplications, which bring every limb below 2^52 again.
/// </remarks>
internal readonly struct FieldElement
{
    private const ulong Mask = (1UL << 51) - 1;
    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;
    private readonly ulong _e;

    private FieldElement(ulong a, ulong b, ulong c, ulong d, ulong e)
    {
        _a = a;
        _b = b;
        _c = c;
        _d = d;
        _e = e;
    }

    public static FieldElement Zero => default;

    public static FieldElement One => new(1, 0, 0, 0, 0);

    public static FieldElement operator +(in FieldElement x, in FieldElement y) =>
        new(x._a + y._a, x._b + y._b, x._c + y._c, x._d + y._d, x._e + y._e);

    // 4p is added first, so that no limb goes below zero for operands below 2^53.
    public static FieldElement operator -(in FieldElement x, in FieldElement y) =>
        new(
            x._a + 0x1FFFFFFFFFFFB4 - y._a,
            x._b + 0x1FFFFFFFFFFFFC - y._b,
            x._c + 0x1FFFFFFFFFFFFC - y._c,
            x._d + 0x1FFFFFFFFFFFFC - y._d,
            x._e + 0x1FFFFFFFFFFFFC - y._e);

    public static FieldElement operator *(in FieldElement x, in FieldElement y)
    {
        // 2^255 = 19: what overflows the top limb comes back at the bottom nineteenfold.
        ulong b19 = 19 * y._b, c19 = 19 * y._c, d19 = 19 * y._d, e19 = 19 * y._e;
        var a = Product(x._a, y._a) + Product(x._b, e19) + Product(x._c, d19) + Product(x._d, c19) + Product(x._e, b19);
        var b = Product(x._a, y._b) + Product(x._b, y._a) + Product(x._c, e19) + Product(x._d, d19) + Product(x._e, c19);
        var c = Product(x._a, y._c) + Product(x._b, y._b) + Product(x._c, y._a) + Product(x._d, e19) + Product(x._e, d19);
        var d = Product(x._a, y._d) + Product(x._b, y._c) + Product(x._c, y._b) + Product(x._d, y._a) + Product(x._e, e19);
        var e = Product(x._a, y._e) + Product(x._b, y._d) + Product(x._c, y._c) + Product(x._d, y._b) + Product(x._e, y._a);
        b += (ulong)(a >> 51);
        c += (ulong)(b >> 51);
        d += (ulong)(c >> 51);
        e += (ulong)(d >> 51);
        var low = ((ulong)a & Mask) + (19 * (ulong)(e >> 51));
        return new(low & Mask, ((ulong)b & Mask) + (low >> 51), (ulong)c & Mask, (ulong)d & Mask, (ulong)e & Mask);
    }

    /// <summary>Reads 32 bytes, little endian; the top bit is ignored.</summary>
    public static FieldElement Read(ReadOnlySpan<byte> bytes)
    {
        var w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        var w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new(
            w0 & Mask,
            ((w0 >> 51) | (w1 << 13)) & Mask,
            ((w1 >> 38) | (w2 << 26)) & Mask,
            ((w2 >> 25) | (w3 << 39)) & Mask,
            (w3 >> 12) & Mask);
    }

    /// <summary>Writes the one representative below 2^255 - 19, little endian.</summary>
    public void Write(Span<byte> bytes)
    {
        // Multiplying by one carries; then all limbs are below 2^52.
        var x = this * One;
        ulong a = x._a, b = x._b, c = x._c, d = x._d, e = x._e;

        // The quotient is 1 exactly when the value plus 19 reaches 2^255.
        var q = (a + 19) >> 51;
        q = (b + q) >> 51;
        q = (c + q) >> 51;
        q = (d + q) >> 51;
        q = (e + q) >> 51;
        a += 19 * q;
        b += a >> 51;
        c += b >> 51;
        d += c >> 51;
        e += d >> 51;
        a &= Mask;
        b &= Mask;
        c &= Mask;
        d &= Mask;
        e &= Mask;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, a | (b << 51));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], (b >> 13) | (c << 38));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], (c >> 26) | (d << 25));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], (d >> 39) | (e << 12));
    }

    /// <summary>The inverse, by Fermat: the exponent p - 2 is 2^255 - 21, ones everywhere but in bits 2 and 4.</summary>
    public FieldElement Invert()
    {
        var result = One;
        for (var bit = 254; bit >= 0; bit--)
        {
            result *= result;
            if (bit is not 2 and not 4)
            {
                result *= this;
            }
        }

        return result;
    }

    /// <summary><paramref name="y"/> where <paramref name="mask"/> is all ones, <paramref name="x"/> where it is zero.</summary>
    public static FieldElement Select(in FieldElement x, in FieldElement y, ulong mask) =>
        new(
            x._a ^ (mask & (x._a ^ y._a)),
            x._b ^ (mask & (x._b ^ y._b)),
            x._c ^ (mask & (x._c ^ y._c)),
            x._d ^ (mask & (x._d ^ y._d)),
            x._e ^ (mask & (x._e ^ y._e)));

    private static UInt128 Product(ulong x, ulong y) => (UInt128)x * y;
}
