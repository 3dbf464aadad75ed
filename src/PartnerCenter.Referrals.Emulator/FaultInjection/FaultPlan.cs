using System.Threading.Channels;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Plans which faults apply to which requests of a <see cref="ReferralsEmulator"/>, in a scripted order or at random. The fault that
/// applied to a request is in its <see cref="RecordedRequest.Fault"/>. All members are safe for use by several threads.
/// </summary>
/// <remarks>
/// The emulator counts the requests of each operation in the order in which it has read them. Each page of a list is a request, and so is
/// each retry. A clock that jumps is not a fault of a request. To simulate one, give the emulator (or the client) a
/// <see cref="TimeProvider"/> that you control.
/// </remarks>
public sealed class FaultPlan
{
    private const int MaxUnreported = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<EmulatedOperation, Schedule> _schedules =
        Enum.GetValues<EmulatedOperation>().ToDictionary(operation => operation, _ => new Schedule());

    private readonly LoopbackListener _listener;

    internal FaultPlan(LoopbackListener listener) => _listener = listener;

    /// <summary>Gets the claims that the service requires of tokens since a claims challenge.</summary>
    internal RequiredClaims Claims { get; } = new();

    /// <summary>
    /// Plans a fault for the next request of an operation. If faults are already planned for the operation, the new one applies after them.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentOutOfRangeException">The operation is not a defined value.</exception>
    public void Next(EmulatedOperation operation, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Script(operation, fault);
    }

    /// <summary>
    /// Plans faults for the next requests of an operation, one for each request, in this order and after those already planned.
    /// <see cref="Fault.None"/> lets a request pass. After the last fault, requests are handled as usual, or at random if
    /// <see cref="Randomly"/> was called.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="faults">The faults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The operation is not a defined value.</exception>
    public void Script(EmulatedOperation operation, params IReadOnlyList<Fault> faults)
    {
        Schedule schedule = Find(operation, faults);
        lock (_gate)
        {
            foreach (Fault fault in faults)
            {
                schedule.Script.Enqueue(fault);
            }
        }
    }

    /// <summary>
    /// Applies faults at random to the requests of an operation for which no scripted fault is left, from now on. The same seed gives the
    /// same decisions: the decision about the n-th request from now depends only on the seed, the operation and n, whatever requests of
    /// other operations come in between. A new call replaces the previous one for the operation.
    /// </summary>
    /// <param name="rate">The share of requests that get a fault, from 0 (none) to 1 (all).</param>
    /// <param name="seed">The seed of the random decisions.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="faults">The faults, all of which are equally likely.</param>
    /// <exception cref="ArgumentException">
    /// No fault is given, the operation is not a defined value, or the rate is not between 0 and 1.
    /// </exception>
    public void Randomly(double rate, int seed, EmulatedOperation operation, params IReadOnlyList<Fault> faults)
    {
        if (rate is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be between 0 and 1.");
        }

        Schedule schedule = Find(operation, faults);
        if (faults.Count == 0)
        {
            throw new ArgumentException("At least one fault is required.", nameof(faults));
        }

        lock (_gate)
        {
            schedule.Random = new RandomFaults(rate, seed, operation, [.. faults]);
        }
    }

    /// <summary>
    /// Simulates a service that is down. The emulator stops listening, so the system refuses new connections, and the open connections are
    /// reset. Until then the system does not assign the port to programs that request any free port. The emulator does not see a refused
    /// connection, so the refusal is not a <see cref="Fault"/> of a request. Call <see cref="AcceptConnections"/> when the client waits for
    /// its next attempt.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The emulator has been disposed.</exception>
    public void RefuseConnections() => _listener.RefuseConnections();

    /// <summary>Listens again after <see cref="RefuseConnections"/>.</summary>
    /// <exception cref="ObjectDisposedException">The emulator has been disposed.</exception>
    /// <exception cref="InvalidOperationException">Another program that requested this port now uses it.</exception>
    public void AcceptConnections() => _listener.AcceptConnections();

    /// <summary>
    /// Waits until a fault has been applied to a request of an operation. Each fault is reported once, in order. By then the request is
    /// recorded, the service has handled it (unless the fault prevents that), and the connection has ended or is held in silence.
    /// <see cref="Fault.SlowDrip"/> is reported when the wait for the first byte begins. A response that is sent whole is reported just
    /// before it is sent. A test can therefore advance a clock that it must not advance earlier. The emulator does not report whether the
    /// client has read what was sent. It keeps the latest 1,000 faults of each operation that nobody has waited for.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>The request to which the fault was applied.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The operation is not a defined value.</exception>
    public async Task<RecordedRequest> WaitForFaultAsync(EmulatedOperation operation, CancellationToken cancellationToken = default) =>
        await Find(operation, []).Reported.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Removes all planned faults, lifts the demand of a claims challenge, and accepts connections again. Faults that
    /// <see cref="WaitForFaultAsync"/> has not reported yet are discarded. Requests that are held in silence remain held.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The emulator has been disposed.</exception>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (Schedule schedule in _schedules.Values)
            {
                schedule.Script.Clear();
                schedule.Random = null;
                while (schedule.Reported.Reader.TryRead(out _))
                {
                    // Discards a fault that no test waited for.
                }
            }
        }

        Claims.Clear();
        _listener.AcceptConnections();
    }

    /// <summary>Returns the scripted faults, in the order in which they apply to the requests of their operation.</summary>
    internal IReadOnlyList<(EmulatedOperation Operation, Fault Fault)> Planned()
    {
        lock (_gate)
        {
            return [.. _schedules.SelectMany(schedule => schedule.Value.Script.Select(fault => (schedule.Key, fault)))];
        }
    }

    /// <summary>Returns the fault for the request that has just arrived, or null for none.</summary>
    internal Fault? Take(EmulatedOperation operation)
    {
        Schedule schedule = _schedules[operation];
        lock (_gate)
        {
            Fault? drawn = schedule.Random?.Next();
            Fault? fault = schedule.Script.TryDequeue(out Fault? scripted) ? scripted : drawn;
            return fault == Fault.None ? null : fault;
        }
    }

    internal void Report(EmulatedOperation operation, RecordedRequest request) => _schedules[operation].Reported.Writer.TryWrite(request);

    private Schedule Find(EmulatedOperation operation, IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (faults.Contains(null!))
        {
            throw new ArgumentNullException(nameof(faults), "A fault must not be null: use Fault.None to let a request pass.");
        }

        return _schedules.TryGetValue(operation, out Schedule? schedule)
            ? schedule
            : throw new ArgumentOutOfRangeException(nameof(operation), operation, "The operation must be a value of EmulatedOperation.");
    }

    private sealed class Schedule
    {
        public Queue<Fault> Script { get; } = [];

        public RandomFaults? Random { get; set; }

        // A program that never waits for faults must not collect them without end.
        public Channel<RecordedRequest> Reported { get; } = Channel.CreateBounded<RecordedRequest>(
            new BoundedChannelOptions(MaxUnreported) { FullMode = BoundedChannelFullMode.DropOldest });
    }
}
