using System.Buffers;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// What an error body says, in either of the two envelopes that Partner Center uses (wire contract 7.1), read with care: a gateway may
/// answer with anything. The prose is not kept, since it may repeat what was sent.
/// </summary>
internal sealed class ServiceError
{
    public const int MaxBytes = 64 * 1024;

    // A hostile body could nest without end; the documents show two levels.
    private const int MaxCodes = 8;
    private const int MaxWordLength = 128;

    private static readonly SearchValues<char> CodeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private static readonly SearchValues<char> TargetCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./[]$");

    private ServiceError(IReadOnlyList<string> codes, string? target)
    {
        Codes = codes;
        Target = target;
    }

    public static ServiceError None { get; } = new([], null);

    /// <summary>From the outermost to the innermost.</summary>
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
            // No JSON (an HTML page, a cut or empty body), or a text in it that is no Unicode: the status alone speaks.
            return None;
        }
    }

    private static ServiceError Read(JsonElement root)
    {
        JsonElement? level = Member(root, "error") is { ValueKind: JsonValueKind.Object } error ? error : root;
        string? target = Word(Member(level.Value, "target"), TargetCharacters);
        List<string> codes = [];
        while (level is { ValueKind: JsonValueKind.Object } current && codes.Count < MaxCodes)
        {
            if (Word(Member(current, "code"), CodeCharacters) is { } code)
            {
                codes.Add(code);
            }

            // Prose and sample differ in the case of innerError (wire contract 7.1).
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

    // Only what looks like a code or a path is kept: a sentence could hold anything.
    private static string? Word(JsonElement? value, SearchValues<char> allowed)
    {
        string? text = value switch
        {
            { ValueKind: JsonValueKind.String } word => word.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };
        return text is { Length: > 0 and <= MaxWordLength } && !text.AsSpan().ContainsAnyExcept(allowed) ? text : null;
    }
}
