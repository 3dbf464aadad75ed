using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Represents a complete response. It is recorded before it is sent, so a caller that has received the response also finds its record.
/// </summary>
internal sealed record EmulatedResponse(int StatusCode, ReadOnlyMemory<byte> Body)
{
    // The service writes quotes and non-ASCII letters without \u escapes.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static EmulatedResponse Json(int statusCode, JsonObject body)
    {
        return Json(statusCode, writer => body.WriteTo(writer));
    }

    public static EmulatedResponse Json(int statusCode, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            write(writer);
        }

        return new EmulatedResponse(statusCode, buffer.WrittenMemory)
        {
            Headers = { ["Content-Type"] = "application/json; charset=utf-8" },
        };
    }

    public static EmulatedResponse Empty(int statusCode) => new(statusCode, ReadOnlyMemory<byte>.Empty);

    /// <summary>Returns whether a header can contain a text.</summary>
    public static bool IsPrintable(string value) => value.All(character => character is >= ' ' and <= '~');

    /// <summary>Returns a response with another status and body and the same headers.</summary>
    public EmulatedResponse With(int statusCode, ReadOnlyMemory<byte> body)
    {
        var other = new EmulatedResponse(statusCode, body);
        foreach ((string name, string value) in Headers)
        {
            other.Headers[name] = value;
        }

        return other;
    }

    /// <summary>Sets a header to a value from outside the emulator, unless a header cannot contain it.</summary>
    public void SetIfPrintable(string name, string? value)
    {
        if (value is not null && IsPrintable(value))
        {
            Headers[name] = value;
        }
    }
}
