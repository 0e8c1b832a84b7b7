using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace LeadLifecycle.Proofs;

/// <summary>
/// A number as RFC 8785 wants it: as ECMAScript writes the double. A number that no double is exactly as ECMAScript writes it (a long
/// integer, a long decimal) keeps its own text, which the RFC leaves to the application: two different numbers never become the same bytes.
/// </summary>
internal static class CanonicalNumber
{
    /// <summary>So many digits and no point, exponent or leading zero: the text is canonical already.</summary>
    private const int PlainDigits = 15;

    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> token)
    {
        if (IsPlain(token)) return token;
        if (!Utf8Parser.TryParse(token, out double number, out var read) || read != token.Length || !double.IsFinite(number)) return token;
        var (said, kept) = (Decimal.Read(Encoding.ASCII.GetString(token)), Decimal.Read(number.ToString("R", CultureInfo.InvariantCulture)));
        return said == kept ? Encoding.ASCII.GetBytes(kept.ToString()) : token;
    }

    private static bool IsPlain(ReadOnlySpan<byte> token)
    {
        var digits = token is [(byte)'-', ..] ? token[1..] : token;
        return digits.Length <= PlainDigits && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && !(token.Length > 1 && digits[0] == (byte)'0');
    }

    /// <summary>0.<paramref name="Digits"/> × 10^<paramref name="Exponent"/>, without zeros at either end; zero has no digits.</summary>
    private readonly record struct Decimal(bool Negative, string Digits, int Exponent)
    {
        public static Decimal Read(string text)
        {
            var negative = text[0] == '-';
            var e = text.IndexOfAny(['e', 'E']);
            var mantissa = text[(negative ? 1 : 0)..(e < 0 ? text.Length : e)];
            var point = mantissa.IndexOf('.');
            var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
            var exponent = (point < 0 ? digits.Length : point) + (e < 0 ? 0 : int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture));
            var significant = digits.TrimStart('0');
            exponent -= digits.Length - significant.Length;
            significant = significant.TrimEnd('0');
            return significant.Length == 0 ? new Decimal(false, "", 0) : new Decimal(negative, significant, exponent);
        }

        /// <summary>As ECMA-262 (Number::toString) writes it.</summary>
        public override string ToString()
        {
            if (Digits.Length == 0) return "0";
            var text = Exponent switch
            {
                > 21 or <= -6 => Scientific(),
                <= 0 => $"0.{new string('0', -Exponent)}{Digits}",
                _ when Digits.Length <= Exponent => Digits + new string('0', Exponent - Digits.Length),
                _ => $"{Digits[..Exponent]}.{Digits[Exponent..]}",
            };
            return Negative ? "-" + text : text;
        }

        private string Scientific()
        {
            var power = Exponent - 1;
            return $"{Digits[0]}{(Digits.Length > 1 ? "." + Digits[1..] : "")}e{(power < 0 ? '-' : '+')}{Math.Abs(power)}";
        }
    }
}
