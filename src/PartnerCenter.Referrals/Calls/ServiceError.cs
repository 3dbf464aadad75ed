using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Holds the codes, the target and the words of an error body, in either of the two envelopes that Partner Center uses (wire contract 7.1).
/// A gateway may return any body, so the reader is tolerant.
/// </summary>
internal sealed class ServiceError
{
    public const int MaxBytes = 64 * 1024;

    // A hostile body could hold any number of codes or details; the documents show two levels.
    private const int MaxCodes = 8;
    private const int MaxDetails = 16;

    private ServiceError(IReadOnlyList<string> codes, string? target, string? message)
    {
        Codes = codes;
        Target = target;
        Message = message;
    }

    public static ServiceError None { get; } = new([], null, null);

    /// <summary>Gets the error codes from the outermost to the innermost, those of the details after the outermost.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Gets the target of the error and those of its details, joined by a bar.</summary>
    public string? Target { get; }

    /// <summary>
    /// Gets the innermost message and those of the details. It may repeat what was sent, so it goes to the caller on demand only.
    /// </summary>
    public string? Message { get; }

    public bool Has(string code) => Codes.Contains(code, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads an error body.</summary>
    /// <param name="body">The body, or its first <see cref="MaxBytes"/> bytes. Of a longer one, what comes after them is not read.</param>
    public static ServiceError Parse(ReadOnlyMemory<byte> body)
    {
        bool isCut = body.Length >= MaxBytes;
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        // Many bodies are empty, and gateways send pages. An exception of the parser costs as much as several requests.
        if (body.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return None;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(ShallowJson.Of(body, isCut));
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : None;
        }
        catch (JsonException)
        {
            // The body is not JSON (it may have broken off), so only the status is known.
            return None;
        }
    }

    private static ServiceError Read(JsonElement root)
    {
        JsonElement outer = Member(root, "error") is { ValueKind: JsonValueKind.Object } error ? error : root;
        List<string> codes = [], innerCodes = [], targets = [];
        Add(codes, Word(Member(outer, "code")));
        string? message = Text(outer);
        // Before the details, because the inner codes decide which exception it is. Microsoft's text and sample differ in the case of
        // innerError (wire contract 7.1).
        for (JsonElement? level = Member(outer, "innerError");
            level is { ValueKind: JsonValueKind.Object } inner && codes.Count + innerCodes.Count < MaxCodes;
            level = Member(inner, "innerError"))
        {
            Add(innerCodes, Word(Member(inner, "code")));
            message = Text(inner) ?? message;
        }

        Add(targets, Word(Member(outer, "target")));
        List<(string? Target, string? Message)> details = [];
        foreach (JsonElement detail in Details(outer))
        {
            string? code = Word(Member(detail, "code"));
            Add(codes, code is not null && codes.Contains(code) ? null : code, MaxCodes - innerCodes.Count);
            string? target = Word(Member(detail, "target"));
            Add(targets, target is not null && targets.Contains(target) ? null : target);
            details.Add((target, Text(detail)));
        }

        return new ServiceError([.. codes, .. innerCodes], JoinedTargets(targets), ServiceMessage.Of(message, details));
    }

    private static IEnumerable<JsonElement> Details(JsonElement error) =>
        Member(error, "details") is { ValueKind: JsonValueKind.Array } details
            ? details.EnumerateArray().Where(detail => detail.ValueKind == JsonValueKind.Object).Take(MaxDetails)
            : [];

    private static void Add(List<string> words, string? word, int max = MaxCodes)
    {
        if (word is not null && words.Count < max)
        {
            words.Add(word);
        }
    }

    // As many whole targets as a word may hold.
    private static string? JoinedTargets(List<string> targets)
    {
        for (int count = targets.Count; count > 0; count--)
        {
            if (ForeignWord.Of(string.Join('|', targets.Take(count))) is { } joined)
            {
                return joined;
            }
        }

        return null;
    }

    // A gateway has its words in the description (wire contract 7.1).
    private static string? Text(JsonElement error) =>
        Decoded(Member(error, "message") ?? Member(error, "description"));

    private static JsonElement? Member(JsonElement parent, string name)
    {
        foreach (JsonProperty member in parent.EnumerateObject())
        {
            // Not decoded: another name may not be valid Unicode.
            if (Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(member), name))
            {
                return member.Value;
            }
        }

        return null;
    }

    private static string? Word(JsonElement? value) =>
        ForeignWord.Of(value is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : Decoded(value));

    private static string? Decoded(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A text that is not valid Unicode says nothing, and hides no code beside it.
            return null;
        }
    }
}
