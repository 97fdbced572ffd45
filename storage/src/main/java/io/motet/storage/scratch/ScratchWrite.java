package io.motet.storage.scratch;

import io.motet.storage.journal.ScratchSpace.WriteCallback;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;

/** One message to be written; owns its bytes. */
record ScratchWrite(ByteBuf encoded, Executor executor, WriteCallback callback) {}
