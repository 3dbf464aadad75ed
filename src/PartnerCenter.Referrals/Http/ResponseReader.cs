using System.Globalization;
using System.Net;
using System.Text.Json;
using Polly;

namespace PartnerCenter.Referrals;

/// <summary>Reads every response: a 2xx as a record, and anything else as a <see cref="FailedResponseException"/>.</summary>
internal sealed class ResponseReader(long maxResponseSize, CallTelemetry telemetry, TimeProvider time)
{
    // Three bytes of JSON can become an object of 500 bytes, so a response that passes the limit of its size could still fill the memory.
    // The objects and values of real referrals take several times as many bytes of JSON. Small limits leave room for one referral.
    private readonly long _maxObjects = Math.Max(maxResponseSize / 128, 1_000);
    private readonly long _maxValues = Math.Max(maxResponseSize / 16, 10_000);

    /// <summary>
    /// Reads the response. The result is null for a 204, which has no body. The failure is a <see cref="FailedResponseException"/> if the
    /// service refused the request, and an <see cref="UnreadableResponseException"/> if it accepted the request but the body cannot be
    /// used.
    /// </summary>
    public ValueTask<Outcome<T?>> ReadAsync<T>(
        HttpResponseMessage response, ReferralCall call, BodyFormat<T> format, CancellationToken cancellationToken)
        where T : class => response switch
        {
            { StatusCode: HttpStatusCode.NoContent } => new(Outcome.FromResult<T?>(null)),
            { IsSuccessStatusCode: true } => ReadBodyAsync(response, call, format, cancellationToken),
            _ => ReadErrorAsync<T>(response, call, cancellationToken),
        };

    /// <summary>Creates the exception for a response that cannot be used.</summary>
    public static UnreadableResponseException Unreadable(
        HttpResponseMessage response, string why, string? advice = null, Exception? cause = null) =>
        new(response.StatusCode, response.RequestId(), why, response.Content.Headers.ContentType?.MediaType, cause) { Advice = advice };

    private async ValueTask<Outcome<T?>> ReadBodyAsync<T>(
        HttpResponseMessage response, ReferralCall call, BodyFormat<T> format, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using BodyBuffer body = await BodyBuffer.ReadAsync(response.Content, maxResponseSize, cancellationToken).ConfigureAwait(false);
            // Each object has a brace, and each further value a comma. Those inside texts count too, because counting is to be fast.
            if (body.Bytes.Count((byte)'{') > _maxObjects || body.Bytes.Count((byte)',') > _maxValues)
            {
                return Refuse($"it has more objects or values than MaxResponseSize, which is {InBytes(maxResponseSize)}, allows");
            }

            T? read = Read(body.Bytes, call, format, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return read is not null ? Outcome.FromResult<T?>(read) : Refuse("it is null");
        }
        catch (JsonException failure)
        {
            // The exception itself is not passed on, because its message can quote the body.
            return Refuse(
                $"it is not the expected JSON (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1} of that line)");
        }
        catch (UnusableBodyException failure)
        {
            return Refuse(failure.Message, failure.Advice, failure.InnerException);
        }
        catch (ResponseTooLargeException failure)
        {
            return Refuse($"it is larger than the {InBytes(failure.Limit)} that MaxResponseSize allows");
        }

        Outcome<T?> Refuse(string why, string? advice = null, Exception? cause = null) =>
            Outcome.FromException<T?>(Unreadable(response, why, advice, cause));
    }

    /// <exception cref="JsonException">The body is not the expected JSON.</exception>
    /// <exception cref="UnusableBodyException">The body cannot be used without what cannot be read.</exception>
    private T? Read<T>(ReadOnlySpan<byte> body, ReferralCall call, BodyFormat<T> format, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return format.Read(body);
        }
        catch (JsonException)
        {
            // The body is read again, more slowly, without the values that cannot be read.
            UnreadableValues unreadable = new(cancellationToken);
            T read = format.ReadReadable(body, unreadable);
            telemetry.RecordUnreadable(call, unreadable);
            return read;
        }
    }

    private static string InBytes(long size) => string.Create(CultureInfo.InvariantCulture, $"{size:N0} bytes");

    private async ValueTask<Outcome<T?>> ReadErrorAsync<T>(
        HttpResponseMessage response, ReferralCall call, CancellationToken cancellationToken)
        where T : class
    {
        ServiceError error = ServiceError.None;
        try
        {
            using BodyBuffer start = await BodyBuffer.ReadStartAsync(
                response.Content, ServiceError.MaxBytes, cancellationToken).ConfigureAwait(false);
            error = ServiceError.Parse(start.Memory[..Math.Min(start.Memory.Length, ServiceError.MaxBytes)]);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException
            && (failure is not OperationCanceledException || !call.CallerCancellation.IsCancellationRequested))
        {
            // The status is known. It remains valid if the error body is cut off, stalls, or does not match its Content-Encoding, and
            // whatever the stream of a user's handler throws.
        }

        return Outcome.FromException<T?>(
            new FailedResponseException(response.StatusCode, error, response.RequestId(), response.Headers.GetRetryAfter(time))
            {
                RedirectHost = response.RedirectHost(),
            });
    }
}
