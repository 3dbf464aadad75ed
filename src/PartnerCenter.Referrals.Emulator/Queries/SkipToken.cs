using System.Buffers.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Contains everything that is needed to continue a list from its <c>$skiptoken</c> alone: the query, the last position returned, and how
/// many records are still wanted.
/// </summary>
internal sealed record SkipToken(
    string? Filter, string? OrderBy, string? Select, bool Count, int? Remaining, IReadOnlyList<string?> After, long AfterSequence)
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
                && JsonSerializer.Deserialize<SkipToken>(Base64Url.DecodeFromChars(text), Complete) is { After: not null } token)
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
