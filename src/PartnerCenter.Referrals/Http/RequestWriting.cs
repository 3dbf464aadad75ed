using System.Text;

namespace PartnerCenter.Referrals;

/// <summary>
/// Notices each time that the client's own connections write a request. They repeat a request by themselves, on a fresh connection, if the
/// server closes the old one before it answers: up to three times, with the same headers. A repeat gets an id of its own.
/// </summary>
internal static class RequestWriting
{
    public const string IdHeader = "client-request-id";

    /// <summary>
    /// Returns how the value of a header is written; null for the usual way. The connection asks for each header, each time that it writes
    /// a request. By then it holds the value, and only an encoding can still exchange it (tested; the client speaks HTTP/1.1).
    /// </summary>
    /// <exception cref="HttpRequestException">The call has no attempt left for a repeat.</exception>
    public static Encoding? EncodingOf(string header, HttpRequestMessage request)
    {
        if (header != IdHeader || ReferralCall.Find(request) is not { } call)
        {
            return null;
        }

        if (!call.HandedToNetwork && request.Content is not ObservedContent)
        {
            call.MarkHandedToNetwork(); // A handler has exchanged the body, so nobody would notice that it is read.
        }

        return call.BeginWriting() is { } newId ? new FixedText(newId.ToString()) : null;
    }

    /// <summary>Writes one text, whatever it is given.</summary>
    private sealed class FixedText(string text) : Encoding
    {
        public override int GetByteCount(char[] chars, int index, int count) => text.Length;

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
            ASCII.GetBytes(text, bytes.AsSpan(byteIndex));

        public override int GetCharCount(byte[] bytes, int index, int count) => ASCII.GetCharCount(bytes, index, count);

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
            ASCII.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

        public override int GetMaxByteCount(int charCount) => text.Length;

        public override int GetMaxCharCount(int byteCount) => byteCount;
    }
}
