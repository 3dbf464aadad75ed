using System.Buffers.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Everything needed to go on with a list from its <c>$skiptoken</c> alone: the query, the last position given, and how many are
/// still wanted.
/// </summary>
internal sealed record SkipToken(
    string? Filter, string? OrderBy, string? Select, bool Count, int? Remaining, IReadOnlyList<string?> After, long AfterSequence)
{
    // A text of ours has every member; anything else that happens to be JSON does not pass for a token.
    private static readonly JsonSerializerOptions Complete = new() { RespectRequiredConstructorParameters = true };

    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <exception cref="ApiException">The text is no token of ours.</exception>
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
            // Answered below, as any other text that is no token.
        }

        throw Invalid();
    }

    public static ApiException Invalid() => ApiException.InvalidRequest("The query option $skiptoken is not valid.", "$skiptoken");
}
