using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Holds the codes and the target of an error body, in either of the two envelopes that Partner Center uses (wire contract 7.1). A gateway
/// may return any body, so the reader is tolerant. The message of the error is not kept, because it may repeat what was sent.
/// </summary>
internal sealed class ServiceError
{
    public const int MaxBytes = 64 * 1024;

    // A hostile body could nest without limit; the documents show two levels.
    private const int MaxCodes = 8;

    private ServiceError(IReadOnlyList<string> codes, string? target)
    {
        Codes = codes;
        Target = target;
    }

    public static ServiceError None { get; } = new([], null);

    /// <summary>Gets the error codes from the outermost to the innermost.</summary>
    public IReadOnlyList<string> Codes { get; }

    public string? Target { get; }

    public bool Has(string code) => Codes.Contains(code, StringComparer.OrdinalIgnoreCase);

    public static ServiceError Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : None;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The body is not JSON (an HTML page, or a cut or empty body) or holds invalid Unicode, so only the status is known.
            return None;
        }
    }

    private static ServiceError Read(JsonElement root)
    {
        JsonElement? level = Member(root, "error") is { ValueKind: JsonValueKind.Object } error ? error : root;
        string? target = Word(Member(level.Value, "target"));
        List<string> codes = [];
        while (level is { ValueKind: JsonValueKind.Object } current && codes.Count < MaxCodes)
        {
            if (Word(Member(current, "code")) is { } code)
            {
                codes.Add(code);
            }

            // Microsoft's text and sample differ in the case of innerError (wire contract 7.1).
            level = Member(current, "innerError");
        }

        return codes.Count == 0 && target is null ? None : new ServiceError(codes, target);
    }

    private static JsonElement? Member(JsonElement parent, string name)
    {
        foreach (JsonProperty member in parent.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    private static string? Word(JsonElement? value) => ForeignWord.Of(value switch
    {
        { ValueKind: JsonValueKind.String } word => word.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    });
}
