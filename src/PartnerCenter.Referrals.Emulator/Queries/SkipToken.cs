using System.Buffers.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Contains everything that is needed to continue a list from its <c>$skiptoken</c> alone: the query, the last position returned, and how
/// many records are still wanted.
/// </summary>
/// <param name="Filter">The filter.</param>
/// <param name="OrderBy">The order.</param>
/// <param name="Select">The members to return.</param>
/// <param name="Count">Whether a page contains the number of matching records.</param>
/// <param name="Skip">The number of records to leave out at the start of the list.</param>
/// <param name="Remaining">The number of records that are still wanted; null for all.</param>
/// <param name="After">The last position returned; null if no record was returned yet.</param>
/// <param name="AfterSequence">The sequence number of the last record returned.</param>
/// <param name="EmptyPages">The number of faulty pages before this one, which makes each of their links another one.</param>
internal sealed record SkipToken(
    string? Filter,
    string? OrderBy,
    string? Select,
    bool Count,
    int Skip,
    int? Remaining,
    IReadOnlyList<string?>? After,
    long AfterSequence,
    int EmptyPages)
{
    // A token from this emulator has every member. Other JSON is refused.
    private static readonly JsonSerializerOptions Complete = new() { RespectRequiredConstructorParameters = true };

    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <exception cref="ApiException">The text is not a token from this emulator.</exception>
    public static SkipToken Read(string text)
    {
        try
        {
            if (Base64Url.IsValid(text)
                && JsonSerializer.Deserialize<SkipToken>(Base64Url.DecodeFromChars(text), Complete) is
                { Skip: >= 0, Remaining: null or >= 0, AfterSequence: >= 0, EmptyPages: >= 0 } token)
            {
                return token;
            }
        }
        catch (JsonException)
        {
            // Refused below, like any other text that is not a token.
        }

        throw Invalid();
    }

    public static ApiException Invalid() => ApiException.InvalidRequest("The query option $skiptoken is not valid.", "$skiptoken");
}
