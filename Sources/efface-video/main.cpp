// The child process of `efface photo video`: frames out of a file or camera, and frames into a file
// or a window. A video is parsed here and not in efface itself, so that a hostile one cannot bring
// that down, and so that no other command loads the codecs.
//
//   efface-video decode FILE|camera:N          header and frames on standard output
//   efface-video encode FILE|- W H FPS [show]  frames from standard input
//
// The header is one line: width, height, frames per second, number of frames (0 where unknown). A
// frame is width x height x 3 bytes, red first, rows from the top. Faults are one line on standard
// error and status 1. It ends when its frames do or nobody takes them: Ctrl-C, which reaches it as
// well, is for efface to answer.

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/highgui.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace {

/// More pixels a frame are refused.
constexpr double most_pixels = 1 << 25;

bool send(const void *bytes, size_t count) {
    const char *place = static_cast<const char *>(bytes);
    while (count > 0) {
        const ssize_t sent = write(STDOUT_FILENO, place, count);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        place += sent;
        count -= size_t(sent);
    }
    return true;
}

bool receive(void *bytes, size_t count) {
    char *place = static_cast<char *>(bytes);
    while (count > 0) {
        const ssize_t got = read(STDIN_FILENO, place, count);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        place += got;
        count -= size_t(got);
    }
    return true;
}

bool open(cv::VideoCapture &source, const std::string &name) {
    const std::string camera = "camera:";
    if (name.compare(0, camera.size(), camera) == 0)
        return source.open(std::atoi(name.c_str() + camera.size()), cv::CAP_V4L2);
    // A file, never a network address or a pattern of file names.
    return source.open("file:" + name, cv::CAP_FFMPEG);
}

int decode(const std::string &name) {
    cv::VideoCapture source;
    if (!open(source, name)) throw std::runtime_error("it is no video that can be read");
    const double width = source.get(cv::CAP_PROP_FRAME_WIDTH);
    const double height = source.get(cv::CAP_PROP_FRAME_HEIGHT);
    if (width * height > most_pixels) throw std::runtime_error("its frames are too large");
    cv::Mat frame, colour;
    if (!source.read(frame)) throw std::runtime_error("it holds no frame");
    const double frames = source.get(cv::CAP_PROP_FRAME_COUNT);
    const std::string header = cv::format("%d %d %.9g %.0f\n", frame.cols, frame.rows,
                                          source.get(cv::CAP_PROP_FPS), frames > 0 ? frames : 0);
    if (!send(header.data(), header.size())) return 0;
    const cv::Size size = frame.size();
    do {
        if (frame.size() != size) throw std::runtime_error("its frames change their size");
        cv::cvtColor(frame, colour, cv::COLOR_BGR2RGB);
        // The reader has gone: there is nobody to tell.
        if (!send(colour.data, colour.total() * 3)) return 0;
    } while (source.read(frame));
    return 0;
}

int encode(const std::string &name, int width, int height, double rate, bool is_shown) {
    cv::VideoWriter target;
    const bool is_avi = name.size() > 4 && name.compare(name.size() - 4, 4, ".avi") == 0;
    const int codec = is_avi ? cv::VideoWriter::fourcc('M', 'J', 'P', 'G')
                             : cv::VideoWriter::fourcc('m', 'p', '4', 'v');
    if (name != "-" && !target.open(name, cv::CAP_FFMPEG, codec, rate, cv::Size(width, height)))
        throw std::runtime_error("the video cannot be written");
    cv::Mat colour(height, width, CV_8UC3), frame;
    while (receive(colour.data, colour.total() * 3)) {
        cv::cvtColor(colour, frame, cv::COLOR_RGB2BGR);
        if (target.isOpened()) target.write(frame);
        if (!is_shown) continue;
        cv::imshow("efface", frame);
        if (cv::waitKey(1) == 'q') break;
    }
    return 0;
}

int run(int count, char **words) {
    const std::string task = count > 1 ? words[1] : "";
    if (task == "decode" && count == 3) return decode(words[2]);
    if (task == "encode" && count >= 6)
        return encode(words[2], std::atoi(words[3]), std::atoi(words[4]), std::atof(words[5]),
                      count == 7);
    throw std::runtime_error("wrong arguments");
}

} // namespace

int main(int count, char **words) {
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGTERM, SIG_IGN);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    std::string reason;
    try {
        return run(count, words);
    } catch (const std::exception &exception) {
        reason = exception.what();
    }
    reason += "\n";
    if (write(STDERR_FILENO, reason.data(), reason.size()) < 0) return 2;
    return 1;
}
