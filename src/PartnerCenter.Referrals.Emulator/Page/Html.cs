using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents HTML that is written as an interpolated string. Every value in it is encoded, unless the value is HTML itself, so that no
/// text of a referral or a request can become markup.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Html(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    /// <summary>Gets a fragment without content.</summary>
    public static Html Nothing => new(0, 0);

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(int value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Html fragment) => _text.Append(fragment._text);

    public void AppendFormatted(IEnumerable<Html> fragments)
    {
        foreach (Html fragment in fragments)
        {
            AppendFormatted(fragment);
        }
    }

    public override string ToString() => _text.ToString();
}
